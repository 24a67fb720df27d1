using QuantGen.Checkpoints;
using QuantGen.Testing;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Checkpoints;

/// <summary>The files that tests/python/make_checkpoint_fixtures.py wrote, and the numbers that it put into them.</summary>
internal static class Fixtures
{
    /// <summary>The path of a file.</summary>
    public static string Path(string name) => RepositoryRoot.Combine("tests", "fixtures", "checkpoints", name);

    /// <summary>The elements of tensor number n.</summary>
    public static Tensor Values(int number, params long[] shape)
    {
        var count = shape.Aggregate(1L, static (product, extent) => product * extent);
        return tensor([.. Enumerable.Range(0, (int)count).Select(i => ((((37 * number) + (11 * i)) % 101) - 50) / 64f)], shape);
    }

    /// <summary>The tensors of a file by key, copied out of it.</summary>
    public static Dictionary<string, Tensor> Read(string path, string? place = null)
    {
        using var file = File.OpenRead(path);
        var content = ContentReader.Read(file, place, KeyNames.None, path);
        return content.Entries.Zip(ContentReader.ReadTensors(file, content.Entries))
            .ToDictionary(static pair => pair.First.Key, static pair => pair.Second, StringComparer.Ordinal);
    }

    /// <summary>The float model whose state_dict most files hold: its tensors in order are tensors number 0, 1, 2, ...</summary>
    public static void AssertHolds(nn.Module model, float plus = 0)
    {
        var state = new FloatResidualNet(4).state_dict();
        foreach (var (number, key) in FloatKeys.Index())
        {
            var actual = model.state_dict()[key];
            Assert.Equal(state[key].shape, actual.shape);
            Assert.Equal(Tensors.Floats(Values(number, actual.shape) + plus), Tensors.Floats(actual));
        }
    }

    /// <summary>The keys of <see cref="FloatResidualNet"/> in the order of the script.</summary>
    public static IReadOnlyList<string> FloatKeys { get; } =
    [
        "block.conv1.weight", "block.conv1.bias", "block.conv2.weight", "block.conv2.bias", "block.down.weight", "block.down.bias", "fc.weight", "fc.bias",
    ];
}
