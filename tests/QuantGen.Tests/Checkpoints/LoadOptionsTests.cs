using QuantGen.Checkpoints;
using QuantGen.Quantizers;
using QuantGen.Tests.Calibration;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Checkpoints;

public sealed class LoadOptionsTests : IDisposable
{
    private readonly CheckpointFiles _files = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _files.Dispose();
    }

    [Theory]
    [InlineData("fc", "head", "fc", "head")]
    [InlineData("fc", "head", "fc.weight", null)]
    [InlineData("fc.*", "head.*", "fc.weight", "head.weight")]
    [InlineData("model.*", "*", "model.a.b", "a.b")]
    [InlineData("*.weight", "w.*", "a.b.weight", "w.a.b")]
    [InlineData("*.denselayer#.*", "*.layers.#-1.*", "features.denseblock1.denselayer12.norm1.weight", "features.denseblock1.layers.11.norm1.weight")]
    [InlineData("l#.n#.*", "l#+10.n#+0.*", "l3.n4.x", "l13.n4.x")]
    [InlineData("#", "a#", "12x", null)]
    [InlineData("a.b", "c", "axb", null)]
    [InlineData("a", "b", "a\n", null)]
    public void PatternsNameKeysAnew(string pattern, string replacement, string key, string? expected) =>
        Assert.Equal(expected, new KeyRename(pattern, replacement).Apply(key));

    [Theory]
    [InlineData("", "a")]
    [InlineData("a", "")]
    [InlineData("*", "a")]
    [InlineData("a#", "*")]
    [InlineData("a", "#")]
    public void PatternsMustBelongTogether(string pattern, string replacement) => Assert.Throws<ArgumentException>(() => new KeyRename(pattern, replacement));

    [Fact]
    public void EqualPatternsAreEqual()
    {
        Assert.Equal(new KeyRename("a*", "b*"), new KeyRename("a*", "b*"));
        Assert.Equal(new KeyRename("a*", "b*").GetHashCode(), new KeyRename("a*", "b*").GetHashCode());
        Assert.NotEqual(new KeyRename("a*", "b*"), new KeyRename("a*", "c*"));
    }

    [Theory]
    [InlineData("model.dat")]
    [InlineData("model.safetensors")]
    public void KeysAndDescribedQuantizersAreRenamedWithTheFirstPatternThatFits(string name)
    {
        var saved = Sequential(("old", new TensorQuantizer(new QuantDescriptor { Amax = [3f], Bits = 4 })), ("fc", Linear(1, 1)));
        var loaded = Sequential(("new", new TensorQuantizer(new QuantDescriptor { Bits = 4 })), ("head", Linear(1, 1)));
        Checkpoint.Save(saved, _files.Path(name));

        var report = Checkpoint.Load(loaded, _files.Path(name), new LoadOptions { Renames = [new("old.*", "new.*"), new("fc.*", "head.*"), new("*", "nothing.*")] });

        Assert.True(report.IsComplete);
        Assert.Equal(["head.bias", "head.weight", "new._amax"], report.Loaded.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TwoKeysThatBecomeOneAreAnError()
    {
        Checkpoint.Save(Linear(1, 1), _files.Path());

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(Linear(1, 1), _files.Path(), new LoadOptions { Renames = [new("bias", "weight")] }));
        Assert.Contains("Two tensors of the file", error.Message, StringComparison.Ordinal);
        Assert.Contains("'weight'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatFitsIsLoadedAndTheRestReported()
    {
        var saved = Sequential(("conv", Conv2d(2, 3, 3)), ("fc", Linear(3, 2)), ("extra", Linear(1, 1)));
        var loaded = Sequential(("conv", Conv2d(2, 3, 3)), ("fc", Linear(3, 5)), ("head", Linear(5, 1)));
        Checkpoint.Save(saved, _files.Path());
        var before = CheckpointFiles.State(loaded).Where(static line => !line.StartsWith("conv", StringComparison.Ordinal)).ToList();

        var report = Checkpoint.Load(loaded, _files.Path(), CheckpointMatch.WhatFits);

        Assert.Equal(["conv.weight", "conv.bias"], report.Loaded);
        Assert.Equal(["head.weight", "head.bias"], report.Missing);
        Assert.Equal(["extra.weight", "extra.bias"], report.Unexpected);
        Assert.Equal(["fc.weight (file Float32 [2, 3], model Float32 [5, 3])", "fc.bias (file Float32 [2], model Float32 [5])"], report.Mismatched.Select(static difference => difference.ToString()));
        Assert.Equal(before, CheckpointFiles.State(loaded).Where(static line => !line.StartsWith("conv", StringComparison.Ordinal)));
        Assert.Equal(CheckpointFiles.State(saved).Take(2), CheckpointFiles.State(loaded).Take(2));
        Assert.Equal(
            $"""
             {loaded.GetName()}: 2 tensors from '{_files.Path()}' (TorchSharp)
               2 missing from the file, left as they were: head.weight, head.bias
               2 in the file only, not used: extra.weight, extra.bias
               2 of another shape or type, left as they were: fc.weight (file Float32 [2, 3], model Float32 [5, 3]), fc.bias (file Float32 [2], model Float32 [5])
             """,
            report.ToString());
    }

    [Fact]
    public void NothingThatFitsIsAnError()
    {
        Checkpoint.Save(Linear(1, 1), _files.Path());

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(Sequential(("fc", Linear(1, 1))), _files.Path(), CheckpointMatch.WhatFits));
        Assert.Contains("Nothing in the checkpoint", error.Message, StringComparison.Ordinal);
        Assert.Contains("the file has weight, bias.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CountersThatTheFileLacksAreNoError()
    {
        var state = BatchNorm2d(3).state_dict().Where(static entry => entry.Key is not "num_batches_tracked").ToList();
        using (var stream = File.Create(_files.Path()))
            CheckpointWriter.Write(stream, state, descriptions: null);

        Assert.Equal(["num_batches_tracked"], Checkpoint.Load(BatchNorm2d(3), _files.Path()).Missing);
    }

    [Fact]
    public void PlaceInAFileThatHasNoneIsAnError()
    {
        Checkpoint.Save(Linear(1, 1), _files.Path());

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(Linear(1, 1), _files.Path(), new LoadOptions { StateDict = "model" }));
        Assert.Contains("LoadOptions.StateDict has no meaning for it", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.pth")]
    [InlineData("model.PT")]
    public void FormatThatIsNotWrittenIsAnError(string name)
    {
        var error = Assert.Throws<ArgumentException>(() => Checkpoint.Save(Linear(1, 1), _files.Path(name)));
        Assert.Contains("is read only: save '", error.Message, StringComparison.Ordinal);
        Assert.Empty(_files.Names);
    }

    [Fact]
    public void LongListsInMessagesAreCut()
    {
        using var saved = new ResidualNet(4, CalibratorKind.Max);
        Checkpoint.Save(saved, _files.Path(), requireCalibrated: false);
        var layers = Sequential([.. Enumerable.Range(0, 20).Select(static i => ($"layer{i}", (Module<Tensor, Tensor>)Linear(1, 1)))]);

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(layers, _files.Path()));

        Assert.Contains("layer9.bias and 20 more", error.Message, StringComparison.Ordinal);
        Assert.Equal(40, error.Report!.Missing.Count);
    }
}
