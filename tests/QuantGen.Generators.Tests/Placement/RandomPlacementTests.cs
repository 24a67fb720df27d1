using QuantGen.Generators.Tests.Support;
using Xunit;
using Xunit.Sdk;
using static TorchSharp.torch;

namespace QuantGen.Generators.Tests.Placement;

/// <summary>Random programs of layers, sums and products, for every target: with its quantizers off a twin computes what its model does.</summary>
public sealed class RandomPlacementTests
{
    private const int Models = 30;

    private static readonly long[] _shape = [2, 4, 3, 3];

    [Theory]
    [InlineData(QuantizationTarget.TensorRT)]
    [InlineData(QuantizationTarget.OnnxRuntime)]
    [InlineData(QuantizationTarget.PowerOfTwo)]
    public void TwinsGiveWhatTheirModelsGive(QuantizationTarget target)
    {
        // Every second program multiplies where the other adds.
        var models = Enumerable.Range(1000, Models).Select(static seed => (new RandomModel(seed).Name, Source: Source(seed))).ToArray();
        var run = Generation.Run([.. models.Select(static model => model.Source), $"[assembly: QuantGen.Quantize(Target = QuantGen.QuantizationTarget.{target})]"]).AssertCompiles();
        Assert.Equal(Models, run.Files.Count());
        var assembly = run.Load();

        foreach (var (name, _) in models)
        {
            foreach (var flag in new[] { false, true })
            {
                using var scope = NewDisposeScope();
                try
                {
                    var model = assembly.Create("Samples." + name, flag);
                    if (target == QuantizationTarget.PowerOfTwo)
                        PowerOfTwoRun.AssertSameWithEverythingOff(model, _shape, tolerance: 1e-3);
                    else
                        TwinRun.AssertSameWithQuantizersOff(model, _shape, tolerance: 1e-3);
                }
                catch (XunitException mismatch)
                {
                    throw new XunitException($"{mismatch.Message}\n{name}({flag}) became\n{run.Files.Single(file => file.HintName == $"Samples.{name}.g.cs").Text}", mismatch);
                }
            }
        }
    }

    private static string Source(int seed)
    {
        var source = new RandomModel(seed).Source();
        return seed % 2 == 0
            ? source
            : source
                .Replace(" += ", " *= ", StringComparison.Ordinal)
                .Replace(".add_(", ".mul_(", StringComparison.Ordinal)
                .Replace(".add(", ".mul(", StringComparison.Ordinal)
                .Replace("add(", "mul(", StringComparison.Ordinal);
    }
}
