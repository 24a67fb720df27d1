using QuantGen.Modules;
using QuantGen.Quantizers;
using Xunit;
using static QuantGen.Tests.Modules.UserModels;

namespace QuantGen.Tests.Modules;

/// <summary>Defaults by kind of layer, which the peer keeps in its classes for the whole process.</summary>
public sealed class LayerKindTests
{
    [Fact]
    public void ADefaultReachesTheLayersOfItsKindAndNoOthers()
    {
        Assert.Equal(["stem", "first.conv", "blocks.0.conv", "blocks.1.conv", "shared"], Off(LayerOverride.Of<QuantConv2d>() with { Enabled = false }));
        Assert.Equal(["stem", "first.conv", "blocks.0.conv", "blocks.1.conv", "shared"], Off(LayerOverride.Of<QuantConvolution>() with { Enabled = false }));
        Assert.Equal(["fc", "fc_input_quantizer_2"], Off(LayerOverride.Of<QuantLinear>() with { Enabled = false }));
        Assert.Equal(
            ["first.residual_quantizer", "blocks.0.residual_quantizer", "blocks.1.residual_quantizer", "mixer.residual_quantizer", "output_quantizer"],
            Off(LayerOverride.Of<TensorQuantizer>() with { Enabled = false }));
    }

    [Fact]
    public void AnOverrideByNameThatComesLaterGoesBeforeADefault()
    {
        using var model = new Network();
        using var twin = model.ToQuantized(new()
        {
            Layers =
            [
                LayerOverride.Of<QuantConv2d>() with { WeightBits = 4, ActivationBits = 5 },
                LayerOverride.Of<QuantLinear>() with { WeightDescriptor = new() { Bits = 6, Axes = [0] } },
                new("stem") { WeightBits = 8 },
            ],
        });
        Assert.Equal((8, 5), (Bits(twin, "stem._weight_quantizer"), Bits(twin, "stem._input_quantizer")));
        Assert.Equal((4, 5), (Bits(twin, "first.conv._weight_quantizer"), Bits(twin, "first.conv._input_quantizer")));
        Assert.Equal((6, 8), (Bits(twin, "fc._weight_quantizer"), Bits(twin, "fc._input_quantizer")));
        Assert.Equal(8, Bits(twin, "first.residual_quantizer"));

        // Nothing of it outlives the call.
        using var next = model.ToQuantized();
        Assert.All(next.Quantizers(), static named => Assert.Equal(8, named.Quantizer.Bits));
    }

    [Fact]
    public void AKindAndAPatternTogetherMeanWhatBothMean() =>
        Assert.Equal(["blocks.0.conv", "blocks.1.conv"], Off(new("blocks.*") { Kind = typeof(QuantConv2d), Enabled = false }));

    [Fact]
    public void AKindThatAModelLacksIsAnErrorOnlyWhereLayersAreNamed()
    {
        Assert.Empty(Off(LayerOverride.Of<QuantLSTM>() with { Enabled = false }));
        Assert.Equal(
            "None of the layers that 'fc' matches is a QuantLSTM: leave Kind out or change it.",
            Assert.Throws<QuantizationException>(() => Off(new("fc") { Kind = typeof(QuantLSTM), Enabled = false })).Message);
        Assert.Contains(
            "Conv2d is no kind of quantized layer", Assert.Throws<ArgumentException>(static () => LayerOverride.Of<TorchSharp.Modules.Conv2d>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ABitWidthOnTopOfE4M3IsRefusedByName()
    {
        var floating = new LayerOverride("fc") { InputDescriptor = QuantDescriptor.E4M3PerTensor, WeightDescriptor = QuantDescriptor.E4M3PerTensor with { Axes = [0] } };
        using var model = new Network();
        using var twin = model.ToQuantized(new() { Layers = [floating] });
        Assert.Equal(NumberFormat.E4M3, twin.Quantizers().Single(static named => named.Name == "fc._weight_quantizer").Quantizer.Descriptor.Format);
        var message = Assert.Throws<QuantizationException>(() => model.ToQuantized(new() { Layers = [floating with { WeightBits = 4 }] })).Message;
        Assert.StartsWith("The override for 'fc' sets WeightBits, but what it applies to is E4M3", message, StringComparison.Ordinal);
    }

    private static int Bits(TorchSharp.torch.nn.Module twin, string name) => twin.Quantizers().Single(named => named.Name == name).Quantizer.Bits;

    private static List<string> Off(LayerOverride entry)
    {
        using var model = new Network();
        using var twin = model.ToQuantized(new() { Layers = [entry] });
        return [.. twin.Quantizers()
            .Where(static named => !named.Quantizer.Enabled)
            .Select(static named => named.Name.Replace("._input_quantizer", "", StringComparison.Ordinal).Replace("._weight_quantizer", "", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)];
    }
}
