using System.Text;
using QuantGen.Checkpoints;
using Xunit;

namespace QuantGen.Tests.Checkpoints;

/// <summary>Files that look like PyTorch's and are not read.</summary>
public sealed class PyTorchRefusalTests : IDisposable
{
    // Two extents of 2^63 - 1, whose product with two such strides is beyond 127 bits.
    private const string HugeTwice = "\u008a\u0008\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f\u008a\u0008\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f\u0086";

    private readonly CheckpointFiles _files = new();
    private readonly FloatResidualNet _model = new(4);

    public void Dispose()
    {
        _files.Dispose();
        _model.Dispose();
    }

    [Theory]
    [InlineData("system.pth", "holds more than a state_dict: it names 'os.system', which is not looked up or called; save the state_dict alone, torch.save(model.state_dict(), path).")]
    [InlineData("eval.pth", "it names 'builtins.eval'")]
    [InlineData("nested_load.pth", "it names 'torch.storage._load_from_bytes'")]
    [InlineData("whole_module.pth", "it names 'torch.nn.modules.linear.Linear'")]
    [InlineData("quantized_tensor.pth", "it names 'torch._utils._rebuild_qtensor'")]
    [InlineData("sparse.pth", "it names 'torch._utils._rebuild_sparse_tensor'")]
    [InlineData("program.pt", "is a TorchScript program, not a state_dict")]
    [InlineData("compressed.pth", "is compressed or encrypted, which PyTorch never does")]
    [InlineData("big_endian.pth", "was saved on a machine that stores the highest byte of a number first")]
    [InlineData("no_pickle.zip", "is an archive, but not one that torch.save wrote.")]
    [InlineData("empty_pickle.pth", "is damaged: its pickle is cut short.")]
    [InlineData("no_state.pth", "holds no state_dict, but 'epoch', 'optimizer'; save the model's state_dict.")]
    [InlineData("one_tensor.pth", "holds no dictionary, but a single value; save the model's state_dict.")]
    public void FileIsRefusedForItsReason(string name, string reason)
    {
        var before = CheckpointFiles.State(_model).ToList();

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(_model, Fixtures.Path(name)));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains(Fixtures.Path(name), error.Message, StringComparison.Ordinal);
        Assert.Equal(before, CheckpointFiles.State(_model));
    }

    [Theory]
    [InlineData("R.", "takes more from its stack than is there")]
    [InlineData("(.", "takes more from its stack than is there")]
    [InlineData("N\u0085h\u0007.", "recalls what it did not remember")]
    [InlineData("t.", "has the end of a sequence without its beginning")]
    [InlineData("NNNs.", "fills something that is no dictionary")]
    [InlineData("}(Nu.", "fills something that is no dictionary")]
    [InlineData("NNa.", "adds to something that is no list")]
    [InlineData("NQ.", "refers to something that is no memory of a tensor")]
    [InlineData("N)R.", "calls something that is no function")]
    [InlineData("ccollections\nOrderedDict\nN\u0085R.", "calls 'collections.OrderedDict' with arguments that are not its own")]
    [InlineData("N}b.", "gives attributes to something else than a dictionary")]
    [InlineData("i", "has the instruction 0x69, which a state_dict does not need")]
    [InlineData("o", "has the instruction 0x6F")]
    [InlineData("P0\n.", "has the instruction 0x50")]
    [InlineData("\u0081", "has the instruction 0x81")]
    [InlineData("X\u00ff\u00ff\u00ff\u007f", "is cut short")]
    [InlineData("U\u0002\u00ff\u00fe.", "a text in its pickle is not in UTF-8")]
    [InlineData("\u0080\u0009N.", "is of an unknown protocol")]
    [InlineData("NN\u0093.", "has a name that is no text")]
    [InlineData("]q\u0000h\u0000a.", "holds no dictionary")]
    [InlineData("}q\u0000U\u0001ah\u0000s.", "holds no state_dict, but 'a'")]
    public void PickleThatIsNoneIsRefused(string pickle, string reason)
    {
        var path = _files.Write(Archives.Of(Encoding.Latin1.GetBytes(pickle)));

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(_model, path));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("K\u0000", "K\u0003\u0085", "K\u0001\u0085", "reaches beyond its memory of 2 elements")]
    [InlineData("K\u0002", "K\u0001\u0085", "K\u0001\u0085", "reaches beyond its memory of 2 elements")]
    [InlineData("K\u0000", "K\u0002\u0085", "K\u0002\u0085", "reaches beyond its memory of 2 elements")]
    [InlineData("K\u0000", "K\u0002\u0085", ")", "reaches beyond its memory of 2 elements")]
    [InlineData("J\u00ff\u00ff\u00ff\u00ff", "K\u0001\u0085", "K\u0001\u0085", "reaches beyond its memory of 2 elements")]
    [InlineData("K\u0000", "J\u00ff\u00ff\u00ff\u00ff\u0085", "K\u0001\u0085", "has a tensor with extents that are none")]
    [InlineData("K\u0000", "K\u0002\u0085", "J\u00ff\u00ff\u00ff\u00ff\u0085", "has a tensor with extents that are none")]
    [InlineData("K\u0000", "\u008a\u0008\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0070\u0085", "\u008a\u0008\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0070\u0085", "reaches beyond its memory of 2 elements")]
    [InlineData("K\u0000", HugeTwice, HugeTwice, "reaches beyond its memory of 2 elements")]
    public void TensorMustLieInItsMemory(string start, string shape, string strides, string reason)
    {
        var pickle = $"}}U\u0001actorch._utils\n_rebuild_tensor_v2\n((U\u0007storagectorch\nFloatStorage\nU\u00010U\u0003cpuK\u0002tQ{start}{shape}{strides}\u0089NtRs.";
        var path = _files.Write(Archives.Of(Encoding.Latin1.GetBytes(pickle), ("archive/data/0", new byte[8])));

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(_model, path));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LengthOfMemoryMustBeThatOfItsElements()
    {
        const string pickle = "}U\u0001actorch._utils\n_rebuild_tensor_v2\n((U\u0007storagectorch\nFloatStorage\nU\u00010U\u0003cpuK\u0002tQK\u0000K\u0002\u0085K\u0001\u0085\u0089NtRs.";
        var path = _files.Write(Archives.Of(Encoding.Latin1.GetBytes(pickle), ("archive/data/0", new byte[7])));
        Assert.Contains("the memory of 'a' has 7 bytes instead of 8", Assert.Throws<CheckpointException>(() => Checkpoint.Load(_model, path)).Message, StringComparison.Ordinal);

        _files.Write(Archives.Of(Encoding.Latin1.GetBytes(pickle)));
        Assert.Contains("it lacks the memory '0' of a tensor", Assert.Throws<CheckpointException>(() => Checkpoint.Load(_model, path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PickleThatGrowsBeyondItsFileIsRefused()
    {
        var path = _files.Write(Archives.Of([.. Enumerable.Repeat((byte)']', 100_000), (byte)'.']));

        Assert.Contains("made to exhaust memory", Assert.Throws<CheckpointException>(() => Checkpoint.Load(_model, path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DictionariesThatHoldEachOtherManyTimesAreSearchedOnce()
    {
        // Each holds the one before two hundred times; the search would take hours if it followed every path.
        var pickle = new StringBuilder("}q\u0000");
        for (var i = 1; i < 8; i++)
        {
            pickle.Append("}(");
            for (var j = 0; j < 200; j++)
                pickle.Append("U\u0002").Append((char)('a' + (j / 20))).Append((char)('a' + (j % 20))).Append('h').Append((char)(i - 1));

            pickle.Append('u').Append('q').Append((char)i);
        }

        var path = _files.Write(Archives.Of(Encoding.Latin1.GetBytes(pickle.Append('.').ToString()), ("archive/room", new byte[1 << 20])));

        Assert.Contains("holds no state_dict", Assert.Throws<CheckpointException>(() => Checkpoint.Load(_model, path)).Message, StringComparison.Ordinal);
    }
}
