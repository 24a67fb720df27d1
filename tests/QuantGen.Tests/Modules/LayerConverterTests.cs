using QuantGen.Modules;
using QuantGen.Quantizers;
using TorchSharp.Modules;
using Xunit;
using static QuantGen.Tests.Modules.UserBlocks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Modules;

public sealed class LayerConverterTests
{
    [Fact]
    public void ActivationsAndWeightsAreQuantizedAsDocumented()
    {
        using var convolution = Conv2d(2, 3, 3);
        using var transposed = ConvTranspose2d(2, 3, 3);
        var layers = new LayerConverter(Granularity.PerChannel) { WeightBits = 4, ActivationBits = 6 };
        using var quantized = layers.Quantize(convolution);
        Assert.Equal(new QuantDescriptor { Bits = 6, Calibrator = CalibratorKind.Histogram }, quantized.InputQuantizer.Descriptor);
        Assert.Equal(new QuantDescriptor { Bits = 4, NarrowRange = true, Axes = [0] }, quantized.WeightQuantizer.Descriptor);
        using var quantizedTransposed = layers.Quantize(transposed);
        Assert.Equal([1], quantizedTransposed.WeightQuantizer.Descriptor.Axes!);
        using var activation = layers.ActivationQuantizer();
        Assert.Equal(quantized.InputQuantizer.Descriptor, activation.Descriptor);

        using var perTensor = new LayerConverter(Granularity.PerTensor).Quantize(convolution);
        Assert.Null(perTensor.WeightQuantizer.Descriptor.Axes);
    }

    [Fact]
    public void OptionsOverrideTheAttribute()
    {
        using var transposed = ConvTranspose2d(2, 3, 3);
        var options = new QuantizationOptions
        {
            InputDescriptor = QuantDescriptor.UInt8PerTensor,
            WeightDescriptor = QuantDescriptor.Int8ConvWeightPerChannel with { Bits = 3 },
            QuantizePools = true,
        };
        var layers = new LayerConverter(Granularity.PerTensor, options);
        using var quantized = layers.Quantize(transposed);
        Assert.True(quantized.InputQuantizer.Unsigned);
        Assert.Equal(QuantDescriptor.Int8ConvTransposeWeightPerChannel with { Bits = 3 }, quantized.WeightQuantizer.Descriptor);
        using var pool = AvgPool2d(2);
        Assert.IsType<QuantAvgPool2d>(layers.Convert(pool));
        Assert.IsType<AvgPool2d>(new LayerConverter(Granularity.PerTensor).Convert(pool));
    }

    [Fact]
    public void EveryKindOfLayerGetsItsQuantizedForm()
    {
        var layers = new LayerConverter(Granularity.PerChannel) { QuantizePools = true };
        (Module<Tensor, Tensor> Layer, Type Quantized)[] kinds =
        [
            (Conv1d(1, 1, 1), typeof(QuantConv1d)), (Conv2d(1, 1, 1), typeof(QuantConv2d)), (Conv3d(1, 1, 1), typeof(QuantConv3d)),
            (ConvTranspose1d(1, 1, 1), typeof(QuantConvTranspose1d)), (ConvTranspose2d(1, 1, 1), typeof(QuantConvTranspose2d)),
            (ConvTranspose3d(1, 1, 1), typeof(QuantConvTranspose3d)), (Linear(1, 1), typeof(QuantLinear)),
            (AvgPool1d(1), typeof(QuantAvgPool1d)), (AvgPool2d(1), typeof(QuantAvgPool2d)), (AvgPool3d(1), typeof(QuantAvgPool3d)),
            (AdaptiveAvgPool1d(1), typeof(QuantAdaptiveAvgPool1d)), (AdaptiveAvgPool2d(1), typeof(QuantAdaptiveAvgPool2d)),
            (AdaptiveAvgPool3d(1), typeof(QuantAdaptiveAvgPool3d)),
            (MaxPool2d(1), typeof(MaxPool2d)), (InstanceNorm2d(1), typeof(InstanceNorm2d)), (ReLU(), typeof(ReLU)),
            (Sequential(), typeof(QuantSequential)),
        ];
        foreach (var (layer, quantized) in kinds)
            Assert.IsType(quantized, layers.Convert(layer));

        Assert.IsType<QuantMaxPool1d>(layers.Quantize(MaxPool1d(2)));
        Assert.IsType<QuantMaxPool2d>(layers.Quantize(MaxPool2d(2)));
        Assert.IsType<QuantMaxPool3d>(layers.Quantize(MaxPool3d(2)));
        Assert.IsType<QuantInstanceNorm1d>(layers.Quantize(InstanceNorm1d(2)));
        Assert.IsType<QuantInstanceNorm2d>(layers.Quantize(InstanceNorm2d(2)));
        Assert.IsType<QuantInstanceNorm3d>(layers.Quantize(InstanceNorm3d(2)));
    }

    [Fact]
    public void NothingGivesNothing()
    {
        var layers = new LayerConverter(Granularity.PerChannel);
        Assert.Null(layers.Quantize((Conv2d?)null));
        Assert.Null(layers.Copy((ReLU?)null));
        Assert.Null(layers.Copy((Parameter?)null));
        Assert.Null(layers.Copy((Tensor?)null));
        Assert.Null(layers.Convert((Sequential?)null));
        Assert.Null(layers.Convert((Module<Tensor, Tensor>?)null));
        Assert.Null(layers.Convert((ModuleList<Module>?)null));
        Assert.Null(layers.Convert((ModuleDict<Module>?)null));
    }

    [Fact]
    public void ASequenceKeepsItsNamesAndMergesItsNormalizations()
    {
        using var scope = NewDisposeScope();
        using var model = Sequential(
            ("conv", Conv2d(3, 4, 3)), ("bn", BatchNorm2d(4)), ("act", ReLU()), ("pool", MaxPool2d(2)), ("flat", Flatten()),
            ("fc", Linear(36, 5)), ("bn2", BatchNorm1d(5)));
        var before = model.state_dict().ToDictionary(static entry => entry.Key, static entry => entry.Value.clone());
        model.eval();
        using var twin = new LayerConverter(Granularity.PerChannel).Convert(model);
        Assert.Equal(7, twin.Count);
        Assert.False(twin.training);
        Assert.Equal(["conv", "bn", "act", "pool", "flat", "fc", "bn2"], twin.named_children().Select(static child => child.name));
        Assert.Equal(before.Keys.Order(), twin.state_dict().Keys.Order());
        Assert.Same(twin[1], Assert.IsType<QuantConv2d>(twin[0]).FoldedBatchNorm);
        Assert.Same(twin[6], Assert.IsType<QuantLinear>(twin[5]).FoldedBatchNorm);

        foreach (var (_, quantizer) in twin.Quantizers())
            quantizer.Enabled = false;

        var x = randn(2, 3, 8, 8);
        Assert.InRange(Tensors.RelativeDistance(Tensors.Floats(model.call(x)), Tensors.Floats(twin.call(x)!)), 0, 1e-5);

        // Training the twin leaves the float model as it was, bit for bit.
        twin.train();
        var optimizer = optim.SGD(twin.parameters(), 0.1);
        twin.call(x)!.square().sum().backward();
        optimizer.step();
        foreach (var (name, value) in model.state_dict())
            Assert.Equal(Tensors.Floats(before[name].to(ScalarType.Float32)), Tensors.Floats(value.to(ScalarType.Float32)));
    }

    [Fact]
    public void WithoutFoldingTheNormalizationIsAStepOfItsOwn()
    {
        using var model = Sequential(Conv2d(3, 4, 3), BatchNorm2d(4));
        using var twin = new LayerConverter(Granularity.PerChannel) { FoldBatchNorm = false }.Convert(model);
        Assert.Null(((QuantConv2d)twin[0]).FoldedBatchNorm);
        Assert.Equal(["1"], FloatLayers.Of(twin).Select(static layer => layer.Name));
    }

    [Fact]
    public void ChildrenThatAreAppliedOneByOneAreNotMerged()
    {
        using var scope = NewDisposeScope();
        var model = Sequential(Conv2d(3, 4, 3), BatchNorm2d(4), Sequential(Conv2d(4, 4, 1), BatchNorm2d(4)));
        var twin = new LayerConverter(Granularity.PerChannel, new() { FoldBatchNorm = true }).ConvertEach(model);
        Assert.Null(((QuantConv2d)twin[0]).FoldedBatchNorm);
        Assert.NotNull(((QuantConv2d)((QuantSequential)twin[2])[0]).FoldedBatchNorm);
        Assert.Null(new LayerConverter(Granularity.PerChannel).ConvertEach(null));

        foreach (var (_, quantizer) in twin.Quantizers())
            quantizer.Enabled = false;

        model.eval();
        twin.eval();
        var x = randn(2, 3, 5, 5);
        Assert.Equal(
            Tensors.Floats(((Module<Tensor, Tensor>)model[1]).call(((Module<Tensor, Tensor>)model[0]).call(x))),
            Tensors.Floats(twin[1].call(twin[0].call(x))));
    }

    [Fact]
    public void ANormalizationOfOtherChannelsIsNotMerged()
    {
        // It would fail when the float model runs, too; here only the conversion must not.
        using var model = Sequential(Conv2d(3, 4, 3), BatchNorm2d(3));
        using var twin = new LayerConverter(Granularity.PerChannel).Convert(model);
        Assert.Null(((QuantConv2d)twin[0]).FoldedBatchNorm);
    }

    [Fact]
    public void ALayerThatAppearsTwiceStaysOneWithARangeForEachPlace()
    {
        using var scope = NewDisposeScope();
        var shared = Linear(4, 4);
        using var model = Sequential(("first", shared), ("act", ReLU()), ("second", shared));
        using var twin = new LayerConverter(Granularity.PerChannel).Convert(model);
        twin.NameQuantizers();
        Assert.Same(twin[0], twin[2]);
        Assert.Equal(
            ["first._input_quantizer", "first._weight_quantizer", "second_input_quantizer"],
            twin.Quantizers().Select(static quantizer => quantizer.Quantizer.FullName));
        foreach (var (_, quantizer) in twin.Quantizers())
            quantizer.Enabled = false;

        var x = randn(2, 4);
        Assert.Equal(Tensors.Floats(model.call(x)), Tensors.Floats(twin.call(x)!));
    }

    [Fact]
    public void AMergedLayerCannotAppearAgain()
    {
        var shared = Linear(4, 4);
        using var inner = Sequential(shared, BatchNorm1d(4));
        using var model = Sequential(inner, shared);
        Assert.Throws<LayerConversionException>(() => new LayerConverter(Granularity.PerChannel).Convert(model));
        using var twin = new LayerConverter(Granularity.PerChannel) { FoldBatchNorm = false }.Convert(model);
        Assert.Equal(3, twin.Quantizers().Count);
    }

    [Fact]
    public void BlocksOfTheUserBecomeTheirTwins()
    {
        using var scope = NewDisposeScope();
        using var model = Sequential(
            ("stem", Conv2d(3, 4, 1)), ("blocks", Sequential(("0", new Block(4)), ("1", new Block(4)))), ("head", new ConvBatchNormRelu(4)));
        using var twin = new LayerConverter(Granularity.PerChannel).Convert(model);
        twin.NameQuantizers();
        Assert.IsType<QuantBlock>(((QuantSequential)twin[1])[0]);
        Assert.IsType<QuantSequential>(twin[2]);
        Assert.Equal(
            [
                "stem._input_quantizer", "stem._weight_quantizer",
                "blocks.0.conv._input_quantizer", "blocks.0.conv._weight_quantizer", "blocks.0.residual_quantizer",
                "blocks.1.conv._input_quantizer", "blocks.1.conv._weight_quantizer", "blocks.1.residual_quantizer",
                "head.0._input_quantizer", "head.0._weight_quantizer",
            ],
            twin.Quantizers().Select(static quantizer => quantizer.Quantizer.FullName));
        Assert.Empty(FloatLayers.Of(twin));
    }

    [Fact]
    public void ListsAndDictionariesAreConvertedElementByElement()
    {
        var layers = new LayerConverter(Granularity.PerChannel);
        using var blocks = layers.Convert(ModuleList(new Block(2), new Block(2)));
        Assert.All(blocks, static block => Assert.IsType<QuantBlock>(block));
        using var list = layers.Convert(ModuleList(Linear(2, 2), (Module)ReLU()));
        Assert.IsType<QuantLinear>(list[0]);
        using var typed = layers.Convert(ModuleDict(("a", Conv2d(1, 1, 1)), ("b", Conv2d(1, 1, 1))));
        Assert.Equal(["a", "b"], typed.Keys);
        Assert.IsType<QuantConv2d>(typed["b"]);
        using var dictionary = layers.Convert(ModuleDict(("a", (Module)new Block(2)), ("b", Sequential(Linear(1, 1)))));
        Assert.IsType<QuantBlock>(dictionary["a"]);
        Assert.IsType<QuantSequential>(dictionary["b"]);
    }

    [Fact]
    public void AClassThatIsNeitherAnnotatedNorKeptIsNamedWithAWayOut()
    {
        using var model = Sequential(new PlainBlock());
        var error = Assert.Throws<LayerConversionException>(() => new LayerConverter(Granularity.PerChannel).Convert(model));
        Assert.Contains("PlainBlock", error.Message, StringComparison.Ordinal);
        Assert.Contains("[Quantize]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[KeepFloat]", error.Message, StringComparison.Ordinal);
        using var doubling = new Doubling();
        Assert.Throws<LayerConversionException>(() => new LayerConverter(Granularity.PerChannel).Convert((Module<Tensor, Tensor>)doubling));
    }

    [Fact]
    public void AnErrorNamesTheLayerByItsPathInContainers()
    {
        using var scope = NewDisposeScope();
        var layers = new LayerConverter(Granularity.PerChannel);
        var model = Sequential(("stem", ReLU()), ("body", Sequential(("act", ReLU()), ("plain", new PlainBlock()))));

        var error = Assert.Throws<LayerConversionException>(() => layers.Convert(model));
        Assert.Equal("body.plain", error.Layer);
        Assert.StartsWith("Layer 'body.plain': PlainBlock has no quantized form", error.Message, StringComparison.Ordinal);
        Assert.Equal("1", Assert.Throws<LayerConversionException>(() => layers.Convert(ModuleList(ReLU(), (Module)new PlainBlock()))).Layer);
        Assert.Equal("b", Assert.Throws<LayerConversionException>(() => layers.Convert(ModuleDict(("b", (Module)new PlainBlock())))).Layer);
        Assert.Equal("plain", Assert.Throws<LayerConversionException>(() => layers.ConvertEach(Sequential(("plain", new PlainBlock())))).Layer);
        Assert.Null(Assert.Throws<LayerConversionException>(() => layers.Convert((Module<Tensor, Tensor>)new PlainBlock())).Layer);
    }

    [Fact]
    public void AClassThatIsKeptInFloatIsCopiedAsItIs()
    {
        using var scope = NewDisposeScope();
        var gate = new Gate();
        gate.eval();
        using (no_grad())
            gate.get_parameter("scale")!.fill_(3);

        using var twin = new LayerConverter(Granularity.PerChannel).Convert(Sequential(gate));
        var copy = Assert.IsType<Gate>(twin[0]);
        Assert.NotSame(gate, copy);
        Assert.False(copy.training);
        var x = randn(2, 3);
        Assert.Equal(Tensors.Floats(gate.call(x)), Tensors.Floats(copy.call(x)));
        Assert.Equal([("0", true), ("0.linear", true)], FloatLayers.Of(twin).Select(static layer => (layer.Name, layer.HasWeights)));

        var error = Assert.Throws<LayerConversionException>(static () => new LayerConverter(Granularity.PerChannel).Copy(new SizedGate(2)));
        Assert.Contains("constructor without parameters", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatStaysInFloatIsListed()
    {
        using var model = Sequential(("conv", Conv2d(3, 4, 3)), ("bn", BatchNorm2d(4)), ("pool", AvgPool2d(2)), ("norm", LayerNorm(3)), ("act", ReLU()));
        using var twin = new LayerConverter(Granularity.PerChannel).Convert(model);
        Assert.Equal(["pool (AvgPool2d)", "norm (LayerNorm)"], FloatLayers.Of(twin).Select(static layer => layer.ToString()));
        Assert.Equal(["conv", "bn", "pool", "norm"], FloatLayers.Of(model).Select(static layer => layer.Name));
    }

    [Fact]
    public void ALayerThatIsSwitchedOffIsListedAsFloat()
    {
        using var model = Sequential(("conv", Conv2d(3, 4, 3)), ("act", ReLU()), ("pool", AvgPool2d(2)));
        using var twin = new LayerConverter(Granularity.PerChannel) { QuantizePools = true }.Convert(model);
        Assert.Empty(FloatLayers.Of(twin));

        ((QuantConv2d)twin[0]).InputQuantizer.Enabled = false;
        ((QuantAvgPool2d)twin[2]).InputQuantizer.Enabled = false;
        Assert.Equal(["pool (QuantAvgPool2d)"], FloatLayers.Of(twin).Select(static layer => layer.ToString()));
        ((QuantConv2d)twin[0]).WeightQuantizer.Enabled = false;
        Assert.Equal([("conv", true), ("pool", false)], FloatLayers.Of(twin).Select(static layer => (layer.Name, layer.HasWeights)));
    }

    [Fact]
    public void WhatCannotBeNegativeIsUnsignedWhereThatIsWanted()
    {
        using var scope = NewDisposeScope();
        var shared = Linear(4, 4);
        var model = Sequential(
            ("first", Linear(4, 4)), ("act", ReLU()), ("drop", Dropout()), ("second", Linear(4, 4)), ("third", Linear(4, 4)),
            ("inner", Sequential(("act", Sigmoid()), ("fourth", shared), ("clip", Hardtanh(0, 1)))), ("fifth", shared));

        Assert.All(new LayerConverter(Granularity.PerChannel).Convert(model).Quantizers(), static named => Assert.False(named.Quantizer.Unsigned));
        Assert.Equal(["second._input_quantizer", "inner.fourth._input_quantizer", "fifth_input_quantizer"], Unsigned(unsignedInput: false));
        Assert.Equal(
            ["first._input_quantizer", "second._input_quantizer", "inner.fourth._input_quantizer", "fifth_input_quantizer"],
            Unsigned(unsignedInput: true));

        IEnumerable<string> Unsigned(bool unsignedInput) =>
            new LayerConverter(Granularity.PerChannel) { Target = QuantizationTarget.OnnxRuntime }
                .With(unsignedInput: unsignedInput).Convert(model).Quantizers()
                .Where(static named => named.Quantizer.Unsigned).Select(static named => named.Name);
    }

    [Fact]
    public void TiedParametersStayTied()
    {
        using var parameter = Parameter(ones(2));
        var layers = new LayerConverter(Granularity.PerChannel);
        using var copy = layers.Copy(parameter);
        Assert.NotSame(parameter, copy);
        Assert.Same(copy, layers.Copy(parameter));
        Assert.Same(copy, layers.Copy((Tensor)parameter));
    }
}
