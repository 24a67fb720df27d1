using QuantGen.Graph;
using QuantGen.Onnx;
using QuantGen.PowerOfTwo;
using QuantGen.Testing.Onnx;
using QuantGen.Tests.Onnx.Support;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Onnx.Quantizing;

/// <summary>How quantizers are written for each target, and that they round as the interpreter does.</summary>
public sealed class QuantizerLoweringTests : IDisposable
{
    private readonly TorchSharp.DisposeScope _scope = NewDisposeScope();
    private readonly HandGraph _hand = new();

    public QuantizerLoweringTests() => manual_seed(11);

    [OnnxRuntimeTheory]
    [InlineData(OnnxTarget.OnnxRuntime, false, "UInt8", 128)]
    [InlineData(OnnxTarget.OnnxRuntime, true, "UInt8", 0)]
    [InlineData(OnnxTarget.TensorRT, false, "Int8", 0)]
    [InlineData(OnnxTarget.TensorRT, true, "UInt8", 0)]
    public void ActivationsOfEightBits(OnnxTarget target, bool unsigned, string type, int zeroPoint)
    {
        // Values far beyond the levels, ties and zeros of both signs too.
        const float scale = 0.0625f;
        var sample = cat([randn(1000) * 6, arange(-40, 40, dtype: ScalarType.Float32) * (scale / 2), tensor(new[] { 0f, -0f, 1e30f })]);
        var graph = _hand.Build(_hand.Quantize(_hand.Input(unsigned ? sample.abs() : sample), scale, unsigned));
        var model = OnnxExport.ToModel(graph, new() { Target = target });

        Assert.Equal(["QuantizeLinear", "DequantizeLinear"], model.Graph.Nodes.Select(static node => node.OpType));
        var zero = model.Graph.Initializers.Single(tensor => tensor.Name == model.Graph.Nodes[0].Inputs[2]);
        Assert.Equal((type, zeroPoint), (zero.ElementType.ToString(), zero.ElementType == OnnxElementType.Int8 ? zero.ToArray<sbyte>()[0] : zero.ToArray<byte>()[0]));
        var report = Exported.Verify(_hand, graph, new() { Target = target });
        Assert.All(report.Outputs, static comparison => Assert.Equal(0, comparison.Mismatches));
    }

    [OnnxRuntimeTheory]
    [InlineData(OnnxTarget.OnnxRuntime, false, "Int16")]
    [InlineData(OnnxTarget.OnnxRuntime, true, "UInt16")]
    [InlineData(OnnxTarget.TensorRT, false, "Int16")]
    public void ActivationsOfSixteenBitsFromOperatorSet21On(OnnxTarget target, bool unsigned, string type)
    {
        var graph = _hand.Build(_hand.Quantize(_hand.Input(unsigned ? randn(1000).abs() : randn(1000)), 1e-4f, unsigned, bits: 16));

        Assert.Contains("16 bits need operator set 21", Assert.Throws<OnnxException>(() => OnnxExport.ToModel(graph, new() { Target = target, Opset = 20 })).Message, StringComparison.Ordinal);
        Assert.Contains(OnnxExport.ToModel(graph, new() { Target = target, Opset = 21 }).Graph.Initializers, tensor => tensor.ElementType.ToString() == type);
        Assert.Equal(0, Exported.Verify(_hand, graph, new() { Target = target, Opset = 21 }).Mismatches(ExportRunner.OnnxRuntime));
    }

    [OnnxRuntimeFact]
    public void TheNarrowRangeIsClippedFirst()
    {
        var levels = HandGraph.Levels(0.05f) with { LowestLevel = -127 };
        var graph = _hand.Build(_hand.Quantize(_hand.Input(randn(1000) * 6), levels));

        Assert.Equal("1 Clip, 1 DequantizeLinear, 1 QuantizeLinear", Exported.Operators(OnnxExport.ToModel(graph, new() { Target = OnnxTarget.TensorRT })));
        Assert.Equal(0, Exported.Verify(_hand, graph, new() { Target = OnnxTarget.TensorRT }).Mismatches(ExportRunner.OnnxRuntime));
        Assert.Equal(0, Exported.Verify(_hand, graph, new() { Target = OnnxTarget.OnnxRuntime }).Mismatches(ExportRunner.OnnxRuntime));
    }

    [OnnxRuntimeTheory]
    [InlineData(OnnxTarget.OnnxRuntime, 8)]
    [InlineData(OnnxTarget.OnnxRuntime, 4)]
    [InlineData(OnnxTarget.TensorRT, 8)]
    public void WeightsByChannel(OnnxTarget target, int bits)
    {
        var weight = _hand.Weight("w", 6, 4, 3, 3);
        var ranges = ShortRanges(weight, bits);
        var graph = _hand.Build(_hand.Quantize(_hand.Add("Conv", [_hand.Quantize(_hand.Input(2, 4, 6, 6), 0.03f), _hand.Quantize(weight, ranges)]), 0.05f));

        var report = Exported.Verify(_hand, graph, new() { Target = target });

        Assert.True(report.FirstDifference is null, report.ToString());
        var tensor = OnnxExport.ToModel(graph, new() { Target = target }).Graph.Initializers.Single(static tensor => tensor.Dimensions.Count == 4);
        Assert.Equal(target == OnnxTarget.TensorRT ? OnnxElementType.Float : OnnxElementType.Int8, tensor.ElementType);
    }

    [Fact]
    public void FourBitsAreNoActivationOfOnnx() =>
        Refused(_hand.Build(_hand.Quantize(_hand.Input(5), 0.1f, bits: 4)), OnnxTarget.OnnxRuntime, "/FakeQuantize: ONNX quantizes activations to 8 or 16 bits, and this quantizer has 4; choose 8.");

    [Fact]
    public void ReducedRangeHasSevenBits()
    {
        var y = _hand.Quantize(_hand.Add("Conv", [_hand.Quantize(_hand.Input(2, 4, 6, 6), 0.03f), _hand.QuantizeWeight(_hand.Weight("w", 6, 4, 3, 3))]), 0.05f);
        var model = OnnxExport.ToModel(_hand.Build(y), new() { ReducedRange = true });

        var levels = model.Graph.Initializers.Single(static tensor => tensor.Dimensions.Count == 4).ToArray<sbyte>();
        Assert.Equal(63, levels.Max(static level => Math.Abs(level)));
        Assert.Contains(model.Metadata, static pair => pair.Key == "quantgen.reduced_range");
    }

    [OnnxRuntimeFact]
    public void ReducedRangeRoundsBiasesAnew()
    {
        var weight = _hand.QuantizeWeight(_hand.Weight("w", 6, 4, 3, 3));
        var bias = _hand.Quantize(_hand.Weight("b", 6), new QuantGen.Graph.Quantization
        {
            Bits = 32,
            LowestLevel = int.MinValue,
            HighestLevel = int.MaxValue,
            Axis = 0,
            Scales = [.. weight.Quantization!.Scales.Select(static scale => scale * 0.03f)],
        });
        var graph = _hand.Build(_hand.Quantize(_hand.Add("Conv", [_hand.Quantize(_hand.Input(2, 4, 6, 6), 0.03f), weight, bias]), 0.05f));

        Assert.Contains("1 QLinearConv", Exported.Optimized(graph), StringComparison.Ordinal);
        Assert.Contains("1 QLinearConv", Exported.Optimized(graph, new() { ReducedRange = true }), StringComparison.Ordinal);
        Assert.Equal(0, Exported.Verify(_hand, graph).Mismatches(ExportRunner.OnnxRuntime));
    }

    [Fact]
    public void PowersOfTwoBecomeClipsAndWeightsOnTheGrid()
    {
        var weight = _hand.Weight("w", 3, 4);
        var x = _hand.Quantize(_hand.Input(2, 4), 1f / 16, unsigned: true);
        var y = _hand.Quantize(_hand.Add(GraphOperators.Linear, [x, _hand.Quantize(weight, HandGraph.Levels(1f / 64) with { Rounding = FixedPointRounding.HalfAwayFromZero })]), 1f / 32);
        var model = OnnxExport.ToModel(_hand.Build(y), new() { Target = OnnxTarget.PowerOfTwoClip });

        Assert.Equal(["Clip", "Gemm", "Clip"], model.Graph.Nodes.Select(static node => node.OpType));
        Assert.Equal([(0f, 16f), (-4f, 4f)], model.Graph.Nodes.Where(static node => node.OpType == "Clip").Select(node => (Number(model, node.Inputs[1]), Number(model, node.Inputs[2]))));
        var written = model.Graph.Initializers.Single(static tensor => tensor.Dimensions.Count == 2).ToArray<float>();
        Assert.Equal(Tensors.Floats(weight.Constant!.Values).Select(static value => MathF.Round(value * 64, MidpointRounding.AwayFromZero) / 64), written);
    }

    [Fact]
    public void AScaleThatIsNoPowerOfTwoHasNoLiteralBound() =>
        Refused(_hand.Build(_hand.Quantize(_hand.Input(4), 0.1f)), OnnxTarget.PowerOfTwoClip, "its scale is no power of two");

    [Fact]
    public void FloatingPointHasNoQuantizersUnlessTheyAreDropped()
    {
        var weight = _hand.Weight("w", 3, 4);
        var graph = _hand.Build(_hand.Quantize(_hand.Add(GraphOperators.Linear, [_hand.Quantize(_hand.Input(2, 4), 0.1f), _hand.QuantizeWeight(weight)]), 0.1f));

        Refused(graph, OnnxTarget.Float, "/FakeQuantize: a file in floating point has no quantizers; set OnnxOptions.DropQuantizers");
        var model = OnnxExport.ToModel(graph, new() { Target = OnnxTarget.Float, DropQuantizers = true });
        Assert.Equal("1 Gemm", Exported.Operators(model));
        Assert.Equal(graph.Outputs[0].Name, model.Graph.Outputs[0].Name);
        Assert.Equal(Tensors.Floats(weight.Constant!.Values), model.Graph.Initializers.Single().ToArray<float>());
    }

    [Theory]
    [InlineData(float.NaN, "it has a scale of NaN")]
    [InlineData(0f, "it has a scale of 0")]
    [InlineData(-1f, "it has a scale of -1")]
    [InlineData(float.PositiveInfinity, "it has a scale of ")]
    public void ScalesThatCannotBe(float scale, string message) => Refused(Unchecked(HandGraph.Levels(scale)), OnnxTarget.OnnxRuntime, message);

    [Fact]
    public void RangesThatCannotBe()
    {
        Refused(Unchecked(HandGraph.Levels(1) with { Scales = [] }), OnnxTarget.TensorRT, "it has no range; calibrate the twin first");
        Refused(Unchecked(HandGraph.Levels(1) with { Amax = [-1] }), OnnxTarget.TensorRT, "an amax that is negative or not finite");
        Refused(Unchecked(HandGraph.Levels(1) with { Amax = [float.NaN] }), OnnxTarget.TensorRT, "an amax that is negative or not finite");
        Refused(Unchecked(HandGraph.Levels(1) with { Scales = [1, 1], Axis = 0 }), OnnxTarget.TensorRT, "its 2 scales do not fit a value of shape [5]");
    }

    [Fact]
    public void AWeightThatIsNotFinite()
    {
        var weight = _hand.Constant("fc.weight", tensor(new[] { 1f, float.NaN, 2, 3 }, 2, 2));
        var y = _hand.Quantize(_hand.Add(GraphOperators.Linear, [_hand.Quantize(_hand.Input(2, 2), 1), _hand.Quantize(weight, 1)]), 1);

        Refused(_hand.Build(y), OnnxTarget.TensorRT, "of fc.weight: it has values that are NaN or infinite");
    }

    [Fact]
    public void ABiasBeyondThirtyTwoBits()
    {
        var weight = _hand.Quantize(_hand.Weight("w", 2, 4), 1e-6f);
        var y = _hand.Quantize(_hand.Add(GraphOperators.Linear, [_hand.Quantize(_hand.Input(2, 4), 1e-4f), weight, _hand.Constant("b", tensor(new[] { 0.1f, -5f }))]), 0.1f);
        var graph = _hand.Build(y);

        Refused(graph, OnnxTarget.OnnxRuntime, "/Linear: the bias of channel 1, -5, is");
        Assert.NotEmpty(OnnxExport.ToModel(graph, new() { Target = OnnxTarget.OnnxRuntime, Bias = OnnxBias.Float }).Graph.Nodes);
    }

    [Fact]
    public void LayersThatWouldStayInFloatingPointAreNamed()
    {
        var x = _hand.Quantize(_hand.Input(1, 4, 6, 6), 0.1f);
        var first = _hand.Add("Conv", [x, _hand.QuantizeWeight(_hand.Weight("w", 4, 4, 1, 1))]);
        var graph = _hand.Build(_hand.Add("Sigmoid", [_hand.Add("Conv", [_hand.Quantize(_hand.Add("Tanh", [first]), 0.1f), _hand.QuantizeWeight(_hand.Weight("v", 4, 4, 1, 1))])]));

        Refused(graph, OnnxTarget.OnnxRuntime, "would run /Conv, /Conv_1 in floating point, because no single quantizer follows it");
        Assert.NotEmpty(OnnxExport.ToModel(graph, new() { Target = OnnxTarget.OnnxRuntime, AllowFloatLayers = true }).Graph.Nodes);
    }

    [Fact]
    public void AModelWithoutQuantizersIsNotForIntegers() =>
        Refused(_hand.Build(_hand.Add("Relu", [_hand.Input(3)])), OnnxTarget.OnnxRuntime, "The model Hand has no quantizers");

    [Fact]
    public void TheTargetFollowsFromTheQuantizers()
    {
        Assert.Equal("Float", Target(static (hand, x) => hand.Add("Relu", [x])));
        Assert.Equal("OnnxRuntime", Target(static (hand, x) => hand.Quantize(hand.Add("Relu", [x]), 0.1f)));
        Assert.Equal("TensorRT", Target(static (hand, x) => hand.Add("Relu", [hand.Quantize(x, 0.1f)])));
    }

    [Fact]
    public void MetadataSaysWhatTheFileIs()
    {
        var model = OnnxExport.ToModel(_hand.Build(_hand.Quantize(_hand.Input(3), 0.1f)), new() { Calibration = "entropy", Metadata = new Dictionary<string, string> { ["author"] = "me" } });

        Assert.Equal(["author", "quantgen.calibration", "quantgen.target", "quantgen.version"], model.Metadata.Select(static pair => pair.Key));
        Assert.Equal("entropy", model.Metadata[1].Value);
        Assert.Equal("QuantGen", model.ProducerName);
        Assert.NotEmpty(model.ProducerVersion);
        Assert.Equal((8L, 17L), (model.IrVersion, model.Opset));
    }

    [Theory]
    [InlineData(13, 7)]
    [InlineData(14, 7)]
    [InlineData(15, 8)]
    [InlineData(18, 8)]
    [InlineData(19, 9)]
    [InlineData(20, 9)]
    [InlineData(21, 10)]
    public void TheFormatsVersionFollowsFromTheOperators(int opset, int version) => Assert.Equal(version, OnnxVersions.IrVersion(opset));

    [Theory]
    [InlineData(12)]
    [InlineData(22)]
    public void OtherOperatorSets(int opset) => Assert.Throws<ArgumentOutOfRangeException>(() => new OnnxOptions { Opset = opset });

    public void Dispose()
    {
        _hand.Dispose();
        _scope.Dispose();
    }

    private static void Refused(QuantGraph graph, OnnxTarget target, string message)
    {
        using var folder = new OnnxFolder();
        var error = Assert.Throws<OnnxException>(() => OnnxExport.Save(graph, folder.Path(), new() { Target = target }));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Empty(folder.Names);
    }

    private static string Target(Func<HandGraph, GraphInfo, GraphInfo> make)
    {
        using var hand = new HandGraph();
        return OnnxExport.ToModel(hand.Build(make(hand, hand.Input(4)))).Metadata.Single(static pair => pair.Key == "quantgen.target").Value;
    }

    private static float Number(OnnxModel model, string name) => model.Graph.Initializers.Single(tensor => tensor.Name == name).ToArray<float>()[0];

    // Ranges of two thirds of the largest magnitudes, so that some weights are clipped.
    private static QuantGen.Graph.Quantization ShortRanges(GraphInfo weight, int bits)
    {
        var highest = (1 << (bits - 1)) - 1;
        float[] amax = [.. Tensors.Floats(weight.Constant!.Values.abs().amax(new long[] { 1, 2, 3 })).Select(static one => one * 2 / 3)];
        return new() { Bits = bits, LowestLevel = -highest, HighestLevel = highest, Axis = 0, Amax = amax, Scales = [.. amax.Select(one => one / highest)] };
    }

    // A graph that tracing would not have made.
    private QuantGraph Unchecked(QuantGen.Graph.Quantization quantization)
    {
        var input = _hand.Input(5);
        var node = new GraphNode("/FakeQuantize", GraphOperators.FakeQuantize, [input], new() { { "quantization", quantization } });
        node.Outputs = [new GraphInfo("output", GraphElementType.Float32, [5]) { Producer = node }];
        return new QuantGraph("Hand", [input], node.Outputs, [node]);
    }
}
