using QuantGen.Modules;
using QuantGen.Testing;
using QuantGen.Training;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Modules.CustomLayers;

public sealed class CustomLayerTests
{
    [Fact]
    public void ACustomLayerTakesPartLikeTheOthers()
    {
        using var scope = NewDisposeScope();
        manual_seed(9);
        var x = randn(32, 8);
        var (model, twin, sensitivity) = CustomLayerUse.Run([x], static model => -model.call(ones(1, 8)).sum().item<float>());
        using (model)
        using (twin)
        {
            Assert.Equal(
                ["first._input_quantizer", "first._weight_quantizer", "gated._input_quantizer", "gated._value_quantizer", "gated._gate_quantizer"],
                twin.Quantizers().Select(static named => named.Name));
            Assert.All(twin.Quantizers(), static named => Assert.NotNull(named.Quantizer.Amax));
            Assert.Equal([8, 8, 8, 6, 6], twin.Quantizers().Select(static named => named.Quantizer.Bits));
            Assert.Equal([4, 1], twin.Quantizers()[^1].Quantizer.Amax!.shape);
            Assert.Equal(["first", "gated"], sensitivity.Layers.Select(static layer => layer.Layer).Order(StringComparer.Ordinal));
            Assert.Empty(FloatLayers.Of(twin));

            twin.eval();
            var expected = Tensors.Floats(twin.call(x));
            Assert.InRange(Tensors.RelativeDistance(Tensors.Floats(model.call(x)), expected), 1e-4, 0.2);
            Assert.Equal(["first.weight", "gated.gate", "gated.value"], WeightsInPlace.Quantize(twin).Order(StringComparer.Ordinal));
            Assert.Equal(expected, Tensors.Floats(twin.call(x)));
        }
    }

    [Fact]
    public void SwitchedOffItComputesWhatTheFloatLayerDoes()
    {
        using var scope = NewDisposeScope();
        using var layer = new GatedLinear(3, 2);
        using var twin = (QuantGatedLinear)layer.ToQuantized();
        foreach (var (_, quantizer) in twin.Quantizers())
            quantizer.Enabled = false;

        var x = randn(4, 3);
        Assert.Equal(Tensors.Floats(layer.call(x)), Tensors.Floats(twin.call(x)));
        Assert.Equal([new FloatLayer("QuantGatedLinear", "QuantGatedLinear", HasWeights: true)], FloatLayers.Of(twin));
    }

    [Fact]
    public void ItsQuantizersAreDescribedByTheModelAndTheFieldAroundIt()
    {
        using var layer = new GatedLinear(3, 2);
        var layers = new LayerConverter(Granularity.PerTensor) { WeightBits = 5, ActivationBits = 6 };
        using var inModel = layers.Convert<Tensor, Tensor>(layer);
        Assert.Equal([6, 5, 5], inModel.Quantizers().Select(static named => named.Quantizer.Bits));
        Assert.All(inModel.Quantizers(), static named => Assert.Null(named.Quantizer.Descriptor.Axes));

        using var other = new GatedLinear(3, 2);
        using var inField = layers.With(weights: Granularity.PerChannel, weightBits: 3, unsignedInput: true).Convert<Tensor, Tensor>(other);
        Assert.Equal([6, 3, 3], inField.Quantizers().Select(static named => named.Quantizer.Bits));
        Assert.Equal([true, false, false], inField.Quantizers().Select(static named => named.Quantizer.Unsigned));
        Assert.Equal([0], inField.Quantizers()[1].Quantizer.Descriptor.Axes!);

        // By itself it is its own model.
        using var alone = layer.ToQuantized(new QuantizationOptions { Layers = [new LayerOverride("*") { ActivationBits = 4 }] });
        Assert.Equal(["_input_quantizer", "_value_quantizer", "_gate_quantizer"], alone.Quantizers().Select(static named => named.Quantizer.FullName));
        Assert.Equal([4, 8, 8], alone.Quantizers().Select(static named => named.Quantizer.Bits));
    }

    [Fact]
    public void GradientsAndTypeConversionsReachItsParameters()
    {
        using var scope = NewDisposeScope();
        using var layer = new GatedLinear(3, 2);
        using var twin = (QuantGatedLinear)layer.ToQuantized(new QuantizationOptions { InputDescriptor = new() { Dynamic = true }, WeightDescriptor = new() { Dynamic = true } });
        twin.call(randn(4, 3)).sum().backward();
        Assert.All(twin.parameters(), static parameter => Assert.NotNull(parameter.grad));
        TorchSharp.ModuleExtensionMethods.to(twin, ScalarType.Float64);
        Assert.All(twin.QuantizedWeights, static weight => Assert.Equal(ScalarType.Float64, weight.Read().dtype));
        Assert.Equal(ScalarType.Float64, twin.call(randn(4, 3, ScalarType.Float64)).dtype);
    }

    [Theory]
    [InlineData("class GatedLinear", "GatedLinear.cs")]
    [InlineData("class QuantGatedLinear", "QuantGatedLinear.cs")]
    [InlineData("new Calibrator", "CustomLayerUse.cs")]
    public void ThePageShowsWhatIsTestedHere(string mark, string file)
    {
        var page = File.ReadAllText(RepositoryRoot.Combine("docs", "custom-layers.md"));
        var block = page.Split("```").First(part => part.StartsWith("csharp", StringComparison.Ordinal) && part.Contains(mark, StringComparison.Ordinal));
        var shown = Lines(block.Split('\n')[1..]);
        var source = Lines(File.ReadAllLines(RepositoryRoot.Combine("tests", "QuantGen.Tests", "Modules", "CustomLayers", file)));
        var at = Array.IndexOf(source, shown[0]);
        Assert.True(at >= 0, $"{file} has no line '{shown[0]}'.");
        Assert.Equal(shown, source.Skip(at).Take(shown.Length));
    }

    private static string[] Lines(IEnumerable<string> text) => [.. text.Select(static line => line.Trim()).Where(static line => line.Length > 0)];
}
