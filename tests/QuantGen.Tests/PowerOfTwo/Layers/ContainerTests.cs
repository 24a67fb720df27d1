using QuantGen.Modules;
using QuantGen.PowerOfTwo;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.PowerOfTwo.Layers;

/// <summary>Section 2.2 of the specification in containers that are converted at run time: which results get a quantizer.</summary>
public sealed class ContainerTests
{
    private static readonly Dictionary<string, (Func<Module<Tensor, Tensor>[]> Children, string Expected)> Rows = new(StringComparer.Ordinal)
    {
        ["conv, relu"] = (() => [Conv2d(3, 4, 3), ReLU()], "0:conv 1:unsigned"),
        ["conv, bn, relu"] = (() => [Conv2d(3, 4, 3), BatchNorm2d(4), ReLU()], "0:conv+bn 1:BatchNorm2d 2:unsigned"),
        ["conv, bn"] = (() => [Conv2d(3, 4, 3), BatchNorm2d(4)], "0:conv+bn 1:BatchNorm2d 0_quantizer:auto"),
        ["conv"] = (() => [Conv2d(3, 4, 3)], "0:conv 0_quantizer:auto"),
        ["conv, conv"] = (() => [Conv2d(3, 4, 3), Conv2d(4, 4, 3)], "0:conv 0_quantizer:auto 1:conv 1_quantizer:auto"),
        ["deconv, relu"] = (() => [ConvTranspose2d(3, 4, 3), ReLU()], "0:conv 1:unsigned"),
        ["linear"] = (() => [Linear(3, 4)], "0:conv 0_quantizer:auto"),
        ["linear, relu6"] = (() => [Linear(3, 4), ReLU6()], "0:conv 1:unsigned to 6"),
        ["hardtanh"] = (() => [Hardtanh(-2, 3)], "0:fixed -2 3"),
        ["marker"] = (() => [new QuantizeHere(), LeakyReLU()], "0:auto 1:LeakyReLU"),
        ["relu, relu"] = (() => [ReLU(), ReLU()], "0:ReLU 1:unsigned"),
        ["relu6, hardtanh"] = (() => [ReLU6(), Hardtanh(0, 4)], "0:ReLU6 1:fixed 0 4"),
        ["conv, marker not to"] = (() => [Conv2d(3, 4, 3), new NoQuantizeHere()], "0:conv 1:NoQuantizeHere"),
        ["relu, marker not to"] = (() => [ReLU(), new NoQuantizeHere()], "0:ReLU 1:NoQuantizeHere"),
        ["max pool, relu"] = (() => [MaxPool2d(2), ReLU()], "0:MaxPool2d 1:unsigned"),
        ["max pool"] = (() => [MaxPool2d(2)], "0:MaxPool2d 0_quantizer:auto"),
        ["average pool"] = (() => [AvgPool2d(2), Dropout()], "0:AvgPool2d 0_quantizer:auto 1:Dropout"),
        ["bn, relu"] = (() => [BatchNorm2d(4), ReLU()], "0:BatchNorm2d 1:unsigned"),
        ["bn"] = (() => [BatchNorm2d(4)], "0:BatchNorm2d 0_quantizer:auto"),
        ["conv, group norm, relu"] = (() => [Conv2d(3, 4, 3), GroupNorm(2, 4), ReLU()], "0:conv 1:GroupNorm 2:unsigned"),
        ["group norm"] = (() => [GroupNorm(2, 4)], "0:GroupNorm 0_quantizer:auto"),
        ["range-preserving"] = (
            () => [AdaptiveAvgPool2d(1), Upsample(null, [2.0, 2.0]), Flatten(), Dropout(), Dropout2d()],
            "0:AdaptiveAvgPool2d 1:Upsample 2:Flatten 3:Dropout 4:Dropout2d"),
        ["other activations"] = (
            () => [Conv2d(3, 4, 3), LeakyReLU(), Linear(4, 4), Sigmoid(), Linear(4, 4), Hardswish(), Linear(4, 4), GELU()],
            "0:conv 0_quantizer:auto 1:LeakyReLU 2:conv 2_quantizer:auto 3:Sigmoid 4:conv 4_quantizer:auto 5:Hardswish 6:conv 6_quantizer:auto 7:GELU"),
        ["into a nested one"] = (
            () => [Conv2d(3, 4, 3), Sequential(("a", Sequential()), ("b", ReLU()))],
            "0:conv 1.a 1.b:unsigned"),
        ["bn in a nested one"] = (
            () => [Conv2d(3, 4, 3), Sequential(("a", BatchNorm2d(4)), ("b", ReLU()))],
            "0:conv 1.a:BatchNorm2d 1.b:unsigned"),
        ["out of a nested one"] = (
            () => [Sequential(("a", Conv2d(3, 4, 3)), ("b", BatchNorm2d(4))), ReLU()],
            "0.a:conv+bn 0.b:BatchNorm2d 1:unsigned"),
        ["out of two nested ones"] = (
            () => [Sequential(("a", Sequential(("b", Conv2d(3, 4, 3))))), Sequential(("c", Sequential(("d", ReLU6()))))],
            "0.a.b:conv 1.c.d:unsigned to 6"),
        ["nested, nothing behind"] = (
            () => [Sequential(("a", Conv2d(3, 4, 3)), ("b", BatchNorm2d(4))), Flatten()],
            "0.a:conv+bn 0.b:BatchNorm2d 0.a_quantizer:auto 1:Flatten"),
    };

    public static TheoryData<string> Names => new(Rows.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Section22RowByRow(string name)
    {
        using var scope = NewDisposeScope();
        var (children, expected) = Rows[name];
        var twin = Converter().Convert(Sequential(children()));
        Assert.Equal(expected, Describe(twin));
    }

    [Fact]
    public void WhatGoesIntoAnActivationIsLeftAsItIs()
    {
        using var scope = NewDisposeScope();
        Assert.Equal("0:conv", Describe(Converter().With(activationFollows: true).Convert(Sequential(Conv2d(3, 4, 3)))));
        Assert.Equal("0.0:conv", Describe(Converter().With(activationFollows: true).Convert(Sequential(Sequential(Conv2d(3, 4, 3))))));
        Assert.Equal("0:conv 0_quantizer:auto 1:conv", Describe(Converter().With(activationFollows: true).Convert(Sequential(Linear(3, 4), Linear(4, 4)))));
    }

    [Fact]
    public void WithoutFoldingTheNormalizationIsQuantized()
    {
        using var scope = NewDisposeScope();
        var twin = Converter().With(foldBatchNorm: false).Convert(Sequential(Conv2d(3, 4, 3), BatchNorm2d(4)));
        Assert.Equal("0:conv 1:BatchNorm2d 1_quantizer:auto", Describe(twin));
    }

    [Fact]
    public void AReluAtTwoPlacesHasTwoQuantizersAndALayerTwoResults()
    {
        using var scope = NewDisposeScope();
        var (layer, relu) = (Conv2d(4, 4, 3), ReLU());
        var twin = Converter().Convert(Sequential(("a", layer), ("b", relu), ("c", layer), ("d", relu)));
        Assert.Equal("a:conv b:unsigned c:conv d:unsigned", Describe(twin));
        Assert.Same(twin[0], twin[2]);
        Assert.NotSame(twin[1], twin[3]);
    }

    [Fact]
    public void LayersLearnWhatTheirInputIsQuantizedBy()
    {
        using var scope = NewDisposeScope();
        var twin = Converter().Convert(Sequential(
            Conv2d(3, 4, 3), ReLU(), Sequential(Conv2d(4, 4, 3), BatchNorm2d(4)), MaxPool2d(2), Flatten(), Linear(4, 4), LeakyReLU(), Linear(4, 2)));
        var layers = twin.modules().OfType<PowerOfTwoLayer>().ToList();
        var inner = (QuantSequential)twin[2];
        Assert.Same(twin[1], layers[^1].InputRange);
        Assert.NotNull(twin.OutputRange);

        var input = new Pact2();
        twin.InputRange = input;
        var pool = twin.named_children().Single(static child => child.name == "3_quantizer").module;
        Assert.Equal(
            [input, (Pact2)pool, null, (Pact2)twin[1]],
            layers.Select(static layer => layer.InputRange));
        Assert.Same(inner.named_children().Single(static child => child.name == "0_quantizer").module, inner.OutputRange);
        Assert.Same(twin.named_children().Last().module, twin.OutputRange);
    }

    [Fact]
    public void ALayerAtTwoPlacesKnowsNoRange()
    {
        using var scope = NewDisposeScope();
        var layer = Conv2d(4, 4, 1);
        var twin = Converter().Convert(Sequential(ReLU(), layer, ReLU(), layer));
        twin.InputRange = new Pact2();
        Assert.Null(((PowerOfTwoLayer)twin[1]).InputRange);
    }

    [Fact]
    public void ElementsOfAListQuantizeTheirResultsThemselves()
    {
        using var scope = NewDisposeScope();
        var list = ModuleList<Module<Tensor, Tensor>>(Conv2d(3, 4, 3), ReLU(), MaxPool2d(2), BatchNorm2d(4), Flatten());
        var twin = Converter().Convert(list)!;
        Assert.Equal(
            ["0.quantizer.clips_act", "0.quantizer.num_batches_tracked", "1.clips_act", "1.num_batches_tracked", "2.quantizer.clips_act", "2.quantizer.num_batches_tracked"],
            twin.SelectMany(Keys).Except(list.SelectMany(Keys)));
        var layer = (PowerOfTwoConv2d)twin[0];
        Assert.NotNull(layer.OutputRange);
        layer.call(randn(2, 3, 5, 5));
        Assert.True(layer.OutputRange.IsCalibrated);

        Assert.Null(((PowerOfTwoConv2d)Converter().With(activationFollows: true).Convert((Module<Tensor, Tensor>)Conv2d(3, 4, 3))!).OutputRange);
    }

    [Fact]
    public void TheFloatKeysAreKept()
    {
        using var scope = NewDisposeScope();
        var source = Sequential(("conv", Conv2d(3, 4, 3)), ("bn", BatchNorm2d(4)), ("relu", ReLU()), ("fc", Linear(4, 2)));
        var twin = Converter().Convert(source)!;
        Assert.Empty(source.state_dict().Keys.Except(twin.state_dict().Keys));
        Assert.Equal(
            ["relu.clips_act", "relu.num_batches_tracked", "fc_quantizer.clips_act", "fc_quantizer.num_batches_tracked"],
            twin.state_dict().Keys.Except(source.state_dict().Keys));
    }

    [Fact]
    public void SwitchedOffATwinIsTheFloatModelBitForBit()
    {
        using var scope = NewDisposeScope();
        var source = Sequential(
            Conv2d(3, 8, 3), BatchNorm2d(8), ReLU6(), Conv2d(8, 8, 3, groups: 8), BatchNorm2d(8), Hardtanh(-1, 2), Conv2d(8, 4, 1), BatchNorm2d(4), AvgPool2d(2),
            Flatten(), Linear(16, 5), ReLU());
        var twin = Converter().Convert(source)!;
        foreach (var module in twin.modules())
        {
            if (module is PowerOfTwoLayer layer)
                layer.Enabled = false;
            if (module is Pact2 quantizer)
                quantizer.Enabled = false;
        }

        var input = randn(4, 3, 8, 8) * 5;
        foreach (var training in new[] { true, false })
        {
            source.train(training);
            twin.train(training);
            Assert.Equal(Tensors.Floats(source.call(input)), Tensors.Floats(twin.call(input)));
        }

        Assert.Empty(FloatLayers.Of(Converter().Convert(source)!));
        Assert.Equal(7, FloatLayers.Of(twin).Count);
    }

    private static LayerConverter Converter() => new(Granularity.PerTensor) { Target = QuantizationTarget.PowerOfTwo };

    private static IEnumerable<string> Keys(Module module, int index) => module.state_dict().Keys.Select(key => $"{index}.{key}");

    private static string Describe(QuantSequential twin) => string.Join(' ', twin.named_children().SelectMany(static child => Describe(child.name, child.module)));

    private static IEnumerable<string> Describe(string name, Module module) => module switch
    {
        QuantSequential { Count: > 0 } container => container.named_children().SelectMany(child => Describe($"{name}.{child.name}", child.module)),
        QuantSequential => [name],
        PowerOfTwoLayer layer => [$"{name}:conv{(layer.MergesBatchNorm ? "+bn" : "")}"],
        Pact2 { Options.FixedRange: { } range } => [FormattableString.Invariant($"{name}:fixed {range.Low} {range.High}")],
        Pact2 { Options.UpperLimit: { } limit } => [FormattableString.Invariant($"{name}:unsigned to {limit}")],
        Pact2 quantizer => [$"{name}:{(quantizer.Options.Signed == false ? "unsigned" : "auto")}"],
        _ => [$"{name}:{module.GetType().Name}"],
    };
}
