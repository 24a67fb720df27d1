using QuantGen.Modules;
using QuantGen.Quantizers;
using TorchSharp.Modules;
using Xunit;
using static QuantGen.Tests.Modules.UserBlocks;
using static QuantGen.Tests.Modules.UserModels;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Modules;

/// <summary>What twins share with the twins around them, and converters for single layers.</summary>
public sealed class NestedTwinTests
{
    [Fact]
    public void ALayerThatTwoModelsShareStaysOne()
    {
        using var model = new Network();
        using var twin = model.ToQuantized();

        var layers = twin.named_modules().ToDictionary(static named => named.name, static named => named.module, StringComparer.Ordinal);
        Assert.Same(layers["shared"], layers["mixer.conv"]);
        Assert.Equal(model.state_dict().Keys.Order(), twin.state_dict().Keys.Order());
    }

    [Fact]
    public void OnlyTheOutermostTwinQuantizesWhatItReturns()
    {
        using var model = new Network();
        using var twin = model.ToQuantized();
        Assert.Single(twin.Quantizers(), static named => named.Name.EndsWith("output_quantizer", StringComparison.Ordinal));

        using var convolution = Conv2d(1, 1, 1);
        using var alone = new QuantMixer(options: null, convolution);
        Assert.Contains(alone.Quantizers(), static named => named.Quantizer.FullName == "output_quantizer");
    }

    [Fact]
    public void ModulesOfAnyInputsAreConverted()
    {
        using var scope = NewDisposeScope();
        var layers = new LayerConverter(Granularity.PerChannel);
        var mixer = new Mixer(Conv2d(2, 2, 1));
        Module<Tensor, Tensor, Tensor> asModule = mixer;
        Assert.IsType<QuantMixer>(layers.Convert(asModule));
        Assert.Same(layers.Convert(asModule), layers.Convert(asModule));
        Assert.Null(layers.Convert((Module<Tensor, Tensor, Tensor, Tensor>?)null));
        Assert.IsType<QuantLSTMCell>(layers.Convert((Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor)>)LSTMCell(2, 3)));
        Assert.IsType<QuantBlock>(Generic(new Block(2)));
        Assert.IsType<Gate>(Generic(new Gate()));

        Module<Tensor, Tensor> Generic<T>(T layer)
            where T : Module<Tensor, Tensor> => layers.Convert(layer);
    }

    [Fact]
    public void ListsOfModulesOfAnyInputsAreConverted()
    {
        using var scope = NewDisposeScope();
        var layers = new LayerConverter(Granularity.PerChannel);
        var list = layers.Convert<Mixer, QuantMixer>(ModuleList(new Mixer(Conv2d(1, 1, 1)), new Mixer(Conv2d(1, 1, 1))));
        Assert.Equal(2, list.Count);
        var dictionary = layers.Convert<Mixer, Module<Tensor, Tensor, Tensor>>(ModuleDict(("a", new Mixer(Conv2d(1, 1, 1)))));
        Assert.IsType<QuantMixer>(dictionary["a"]);
        Assert.Null(layers.Convert<Mixer, QuantMixer>((ModuleList<Mixer>?)null));

        var error = Assert.Throws<LayerConversionException>(() => layers.Convert<Block, QuantMixer>(ModuleList(new Block(2))));
        Assert.Equal("0", error.Layer);
        Assert.Contains("The twin of Block is a QuantBlock", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AConverterForOneLayerDiffersInWhatIsGiven()
    {
        using var scope = NewDisposeScope();
        var layers = new LayerConverter(Granularity.PerChannel) { ActivationBits = 7 };
        var convolution = Conv2d(1, 1, 1);
        var quantized = layers.With(weights: Granularity.PerTensor, weightBits: 4, unsignedInput: true).Quantize(convolution);

        Assert.Equal(new QuantDescriptor { Bits = 4, NarrowRange = true }, quantized.WeightQuantizer.Descriptor);
        Assert.Equal(
            new QuantDescriptor { Bits = 7, Unsigned = true, Calibrator = CalibratorKind.Histogram }, quantized.InputQuantizer.Descriptor);
        Assert.False(layers.Quantize(Linear(1, 1)).InputQuantizer.Unsigned);
        Assert.Same(quantized, layers.Quantize(convolution));
        Assert.False(layers.With(foldBatchNorm: false).Quantize(Linear(1, 2), BatchNorm1d(2)).MergesBatchNorm);
        Assert.IsType<QuantAvgPool2d>(layers.With(quantizePools: true).Convert(AvgPool2d(2)));
    }

    [Fact]
    public void DescriptorsGoFromNearToFar()
    {
        using var scope = NewDisposeScope();
        var wide = new QuantDescriptor { Bits = 12 };
        var layers = new LayerConverter(Granularity.PerChannel) { InputDescriptor = wide, WeightDescriptor = wide with { Axes = [5] } };
        Assert.Equal(wide, layers.ActivationQuantizer(unsigned: true).Descriptor);
        Assert.Equal(wide with { Axes = [1] }, layers.Quantize(ConvTranspose1d(1, 1, 1)).WeightQuantizer.Descriptor);
        Assert.Equal(3, layers.With(activationBits: 3).ActivationQuantizer().Bits);
        Assert.Equal(new QuantDescriptor { Bits = 3, NarrowRange = true, Axes = [0] }, layers.With(weightBits: 3).Quantize(Linear(1, 1)).WeightQuantizer.Descriptor);
        Assert.Equal(4, layers.With(input: wide with { Bits = 4 }, activationBits: 3).ActivationQuantizer().Bits);

        var options = new QuantizationOptions { InputDescriptor = QuantDescriptor.Int8PerTensor };
        Assert.Equal(8, new LayerConverter(Granularity.PerChannel, options).With(input: wide).ActivationQuantizer().Bits);
    }

    [Fact]
    public void TheChoicesOfAFieldReachIntoTheModelItHolds()
    {
        using var scope = NewDisposeScope();
        var layers = new LayerConverter(Granularity.PerChannel);
        var twin = new Block(2).ToQuantized(layers.With(weightBits: 4, activationBits: 5, weights: Granularity.PerTensor).Options);

        Assert.Equal([5, 4, 5], twin.Quantizers().Select(static named => named.Quantizer.Bits));
        Assert.Null(twin.Quantizers()[1].Quantizer.Descriptor.Axes);
        Assert.Equal([8, 8, 8], new Block(2).ToQuantized(layers.Options).Quantizers().Select(static named => named.Quantizer.Bits));

        var inner = new LayerConverter(Granularity.PerChannel, layers.With(activationBits: 5, input: QuantDescriptor.UInt8PerTensor).Options);
        Assert.True(inner.ActivationQuantizer().Unsigned);
        Assert.Equal(3, inner.With(activationBits: 3).ActivationQuantizer().Bits);
    }

    [Fact]
    public void ALayerWithAMergedNormalizationStandsAtOnePlace()
    {
        using var scope = NewDisposeScope();
        var layers = new LayerConverter(Granularity.PerChannel);
        var (plain, folded, norm) = (Linear(2, 2), Linear(2, 2), BatchNorm1d(2));
        layers.Quantize(plain);
        layers.Quantize(folded, norm);

        Assert.Same(layers.Quantize(folded, norm), layers.Quantize(folded, norm));
        Assert.Throws<LayerConversionException>(() => layers.Quantize(plain, norm));
        Assert.Throws<LayerConversionException>(() => layers.Quantize(folded));
    }

    [Fact]
    public void ALayerCannotBeFloatHereAndQuantizedThere()
    {
        using var scope = NewDisposeScope();
        var layers = new LayerConverter(Granularity.PerChannel);
        var linear = Linear(2, 2);
        layers.Copy(linear);

        var error = Assert.Throws<LayerConversionException>(() => layers.Quantize(linear));
        Assert.Contains("Linear", error.Message, StringComparison.Ordinal);

        var quantized = Linear(2, 2);
        layers.Quantize(quantized);
        Assert.Throws<LayerConversionException>(() => layers.Copy(quantized));
        Assert.Throws<LayerConversionException>(() => layers.Copy(Sequential(quantized)));
    }

    [Fact]
    public void TensorsThatAreJoinedShareOneRange()
    {
        using var scope = NewDisposeScope();
        var quantizer = new TensorQuantizer(new() { Amax = [127] });
        var parts = quantizer.CallEach([tensor(new[] { 0.6f }), tensor(new[] { 1.4f, 300f })]);

        Assert.Equal([1, 1, 127], Tensors.Floats(cat(parts)));
        Assert.Empty(quantizer.CallEach([]));
    }
}
