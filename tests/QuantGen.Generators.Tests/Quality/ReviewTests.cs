using QuantGen.Generators.Tests.Support;
using QuantGen.Testing.Snapshots;
using Xunit;

namespace QuantGen.Generators.Tests.Quality;

/// <summary>What a reviewer sees of a twin when its model changes: what changed, and nothing else.</summary>
public sealed class ReviewTests
{
    [Fact]
    public void LayerIsAdded() => Verify(
        nameof(LayerIsAdded),
        ("    private readonly ReLU relu2;", "    private readonly ReLU relu2;\n    private readonly Conv2d conv3;"),
        ("        RegisterComponents();", "        conv3 = Conv2d(channels, channels, 1);\n        RegisterComponents();"),
        ("        return relu2.call(output);", "        return relu2.call(conv3.call(output));"));

    [Fact]
    public void LayerIsGivenFewerBits() => Verify(
        nameof(LayerIsGivenFewerBits),
        ("    private readonly Conv2d conv2;", "    [Quantize(WeightBits = 4)] private readonly Conv2d conv2;"));

    [Fact]
    public void TargetIsChanged() => Verify(
        nameof(TargetIsChanged),
        ("[Quantize(PerChannel)]", "[Quantize(PerChannel, Target = QuantizationTarget.OnnxRuntime)]"));

    private static void Verify(string test, params (string Old, string New)[] changes)
    {
        var source = Generation.Source("BasicBlock");
        var changed = source;
        foreach (var (old, now) in changes)
        {
            Assert.Contains(old, changed, StringComparison.Ordinal);
            changed = changed.Replace(old, now, StringComparison.Ordinal);
        }

        var difference = UnifiedDiff.Of(Twin(source), Twin(changed));
        Snapshot.Verify([("QuantBasicBlock.diff", difference)], test: test);
    }

    private static string Twin(string source) => Generation.Run(source).AssertCompiles().Files.Single().Text;
}
