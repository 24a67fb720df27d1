using QuantGen.Graph;
using QuantGen.Tests.Onnx.Support;
using static TorchSharp.torch;

namespace QuantGen.Tests.Onnx.Lowering;

/// <summary>Each operation, in the forms that layers use: it is written for ONNX and runs there as in the interpreter.</summary>
internal static class OperationCases
{
    private static readonly long[] _spatial = [2, 4, 6, 5];

    /// <summary>The operations by a name that begins with the operation's own.</summary>
    public static IReadOnlyDictionary<string, Func<HandGraph, IReadOnlyList<GraphInfo>>> All { get; } = Cases().ToDictionary(static pair => pair.Name, static pair => pair.Make);

    private static IEnumerable<(string Name, Func<HandGraph, IReadOnlyList<GraphInfo>> Make)> Cases() =>
        [.. Elementwise(), .. Comparisons(), .. Layers(), .. Normalizations(), .. Moves(), .. Reductions(), .. Recurrent()];

    private static IEnumerable<(string, Func<HandGraph, IReadOnlyList<GraphInfo>>)> Elementwise()
    {
        string[] ofAny = ["Abs", "Neg", "Sign", "Ceil", "Floor", "Round", "Relu", "LeakyRelu", "Elu", "Selu", "Celu", "Sigmoid", "HardSigmoid", "HardSwish", "Softplus", "Softsign", "Gelu", "Mish", "ThresholdedRelu", "Shrink", "Erf", "Exp", "Sin", "Cos", "Tan", "Atan", "Sinh", "Cosh", "Tanh", "Identity", "IsNaN", "IsInf"];
        foreach (var name in ofAny)
            yield return (name, graph => [graph.Add(name, [graph.Input(_spatial)])]);

        foreach (var name in (string[])["Sqrt", "Log", "Asin", "Acos", "Reciprocal"])
            yield return (name, graph => [graph.Add(name, [graph.Input(rand(2, 5) + 1e-3)])]);

        foreach (var name in (string[])["Add", "Sub", "Mul", "Div", "Max", "Min"])
            yield return (name, graph => [graph.Add(name, [graph.Input(_spatial), graph.Input(4, 1, 5)])]);

        yield return ("Pow", static graph => [graph.Add("Pow", [graph.Input(rand(2, 5)), graph.Constant("exponent", tensor(2.5f))])]);
        yield return ("Mod", static graph => [graph.Add("Mod", [graph.Input(2, 5), graph.Constant("divisor", tensor(0.7f))], new() { { "fmod", 1 } })]);
        yield return ("Gelu tanh", static graph => [graph.Add("Gelu", [graph.Input(2, 5)], new() { { "approximate", "tanh" } })]);
        yield return ("PRelu", static graph => [graph.Add("PRelu", [graph.Input(_spatial), graph.Weight("slope", 4, 1, 1)])]);
        yield return ("Clip", static graph => [graph.Add("Clip", [graph.Input(2, 5)], new() { { "min", -0.5f }, { "max", 1f } })]);
        yield return ("Clip above", static graph => [graph.Add("Clip", [graph.Input(2, 5)], new() { { "max", 0.25f } })]);
        yield return ("Clip whole", static graph => [graph.Add("Clip", [graph.Input(arange(10, dtype: ScalarType.Int64))], new() { { "min", 3f } })]);
        yield return ("Cast", static graph => [graph.Add("Cast", [graph.Input(arange(10, dtype: ScalarType.Int64))], new() { { "to", "Float32" } })]);
    }

    private static IEnumerable<(string, Func<HandGraph, IReadOnlyList<GraphInfo>>)> Comparisons()
    {
        foreach (var name in (string[])["Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual"])
            yield return (name, graph => [graph.Add(name, [graph.Input(randn(3, 4).round()), graph.Input(randn(4).round())])]);

        foreach (var name in (string[])["And", "Or", "Xor"])
            yield return (name, graph => [graph.Add(name, [graph.Input(randn(3, 4).gt(0)), graph.Input(randn(4).gt(0))])]);

        yield return ("Not", static graph => [graph.Add("Not", [graph.Input(randn(3, 4).gt(0))])]);
        yield return ("Where", static graph => [graph.Add("Where", [graph.Input(randn(3, 4).gt(0)), graph.Input(3, 4), graph.Input(4)])]);
    }

    private static IEnumerable<(string, Func<HandGraph, IReadOnlyList<GraphInfo>>)> Layers()
    {
        yield return ("Conv", static graph => [graph.Add("Conv", [graph.Input(_spatial), graph.Weight("w", 6, 2, 3, 3), graph.Weight("b", 6)], new() { { "strides", (long[])[2, 1] }, { "pads", (long[])[1, 1, 1, 1] }, { "dilations", (long[])[1, 2] }, { "group", 2 } })]);
        yield return ("Conv 1d", static graph => [graph.Add("Conv", [graph.Input(2, 3, 9), graph.Weight("w", 4, 3, 3)], new() { { "pads", (long[])[0, 2] } })]);
        yield return ("ConvTranspose", static graph => [graph.Add("ConvTranspose", [graph.Input(_spatial), graph.Weight("w", 4, 3, 3, 3), graph.Weight("b", 3)], new() { { "strides", (long[])[2, 2] }, { "pads", (long[])[1, 1, 1, 1] }, { "output_padding", (long[])[1, 1] } })]);
        yield return ("Gemm", static graph => [graph.Add("Gemm", [graph.Input(3, 5), graph.Weight("w", 4, 5), graph.Weight("b", 4)], new() { { "transB", 1 } })]);
        yield return ("Linear", static graph => [graph.Add("Linear", [graph.Input(3, 5), graph.Weight("w", 4, 5), graph.Weight("b", 4)])]);
        yield return ("Linear of three axes", static graph => [graph.Add("Linear", [graph.Input(2, 3, 5), graph.Weight("w", 4, 5), graph.Weight("b", 4)])]);
        yield return ("Linear of one axis", static graph => [graph.Add("Linear", [graph.Input(5), graph.Weight("w", 4, 5)])]);
        yield return ("MatMul", static graph => [graph.Add("MatMul", [graph.Input(2, 3, 5), graph.Input(2, 5, 4)])]);
        yield return ("Einsum", static graph => [graph.Add("Einsum", [graph.Input(2, 3, 5), graph.Input(2, 4, 5)], new() { { "equation", "bij,bkj->bik" } })]);
        yield return ("MaxPool", static graph => [graph.Add("MaxPool", [graph.Input(_spatial)], new() { { "kernel_shape", (long[])[3, 3] }, { "strides", (long[])[2, 2] }, { "pads", (long[])[1, 1, 1, 1] } })]);
        yield return ("AveragePool", static graph => [graph.Add("AveragePool", [graph.Input(_spatial)], new() { { "kernel_shape", (long[])[3, 3] }, { "pads", (long[])[1, 1, 1, 1] }, { "count_include_pad", 1 } })]);
        yield return ("AveragePool inside", static graph => [graph.Add("AveragePool", [graph.Input(_spatial)], new() { { "kernel_shape", (long[])[3, 3] }, { "pads", (long[])[1, 1, 1, 1] } })]);
        yield return ("GlobalAveragePool", static graph => [graph.Add("GlobalAveragePool", [graph.Input(_spatial)])]);
        yield return ("GlobalMaxPool", static graph => [graph.Add("GlobalMaxPool", [graph.Input(_spatial)])]);
        yield return ("Resize", static graph => [graph.Add("Resize", [graph.Input(_spatial)], new() { { "mode", "linear" }, { "coordinate_transformation_mode", "half_pixel" }, { "sizes", (long[])[2, 4, 12, 15] } })]);
        yield return ("Resize nearest", static graph => [graph.Add("Resize", [graph.Input(_spatial)], new() { { "mode", "nearest" }, { "coordinate_transformation_mode", "asymmetric" }, { "nearest_mode", "floor" }, { "scales", (float[])[1, 1, 2, 2] } })]);
    }

    private static IEnumerable<(string, Func<HandGraph, IReadOnlyList<GraphInfo>>)> Normalizations()
    {
        yield return ("BatchNormalization", static graph => [graph.Add("BatchNormalization", [graph.Input(_spatial), graph.Weight("scale", 4), graph.Weight("b", 4), graph.Weight("mean", 4), graph.Constant("variance", rand(4) + 0.1)])]);
        yield return ("InstanceNormalization", static graph => [graph.Add("InstanceNormalization", [graph.Input(_spatial), graph.Weight("scale", 4), graph.Weight("b", 4)])]);
        yield return ("LayerNormalization", static graph => [graph.Add("LayerNormalization", [graph.Input(2, 3, 8), graph.Weight("scale", 8), graph.Weight("b", 8)])]);
        yield return ("LayerNormalization of two axes", static graph => [graph.Add("LayerNormalization", [graph.Input(2, 3, 8), graph.Weight("scale", 3, 8)], new() { { "axis", 1 }, { "epsilon", 1e-3f } })]);
        yield return ("GroupNormalization", static graph => [graph.Add("GroupNormalization", [graph.Input(_spatial), graph.Weight("scale", 4), graph.Weight("b", 4)], new() { { "num_groups", 2 } })]);
        yield return ("LRN", static graph => [graph.Add("LRN", [graph.Input(_spatial)], new() { { "size", 3 } })]);
        yield return ("Softmax", static graph => [graph.Add("Softmax", [graph.Input(_spatial)], new() { { "axis", 1 } })]);
        yield return ("LogSoftmax", static graph => [graph.Add("LogSoftmax", [graph.Input(_spatial)])]);
    }

    private static IEnumerable<(string, Func<HandGraph, IReadOnlyList<GraphInfo>>)> Moves()
    {
        yield return ("Reshape", static graph => [graph.Add("Reshape", [graph.Input(_spatial)], new() { { "shape", (long[])[2, -1, 5] } })]);
        yield return ("Flatten", static graph => [graph.Add("Flatten", [graph.Input(_spatial)])]);
        yield return ("Squeeze", static graph => [graph.Add("Squeeze", [graph.Input(2, 1, 3, 1)], new() { { "axes", (long[])[1, 3] } })]);
        yield return ("Unsqueeze", static graph => [graph.Add("Unsqueeze", [graph.Input(2, 3)], new() { { "axes", (long[])[0, 2] } })]);
        yield return ("Transpose", static graph => [graph.Add("Transpose", [graph.Input(_spatial)], new() { { "perm", (long[])[0, 2, 3, 1] } })]);
        yield return ("DepthToSpace", static graph => [graph.Add("DepthToSpace", [graph.Input(2, 8, 3, 3)], new() { { "blocksize", 2 }, { "mode", "CRD" } })]);
        yield return ("SpaceToDepth", static graph => [graph.Add("SpaceToDepth", [graph.Input(2, 3, 4, 6)], new() { { "blocksize", 2 } })]);
        yield return ("Concat", static graph => [graph.Add("Concat", [graph.Input(2, 3), graph.Input(2, 4)], new() { { "axis", 1 } })]);
        yield return ("Split", static graph => graph.Builder.AddNode("Split", [graph.Input(2, 7)], new() { { "axis", 1 }, { "split", (long[])[3, 4] } }).Outputs);
        yield return ("Slice", static graph => [graph.Add("Slice", [graph.Input(_spatial)], new() { { "starts", (long[])[1, -1] }, { "ends", (long[])[4, -6] }, { "axes", (long[])[1, 3] }, { "steps", (long[])[2, -1] } })]);
        yield return ("Gather", static graph => [graph.Add("Gather", [graph.Weight("table", 10, 4), graph.Input(randint(0, 10, [2L, 3], ScalarType.Int64))])]);
        yield return ("GatherElements", static graph => [graph.Add("GatherElements", [graph.Input(4, 5), graph.Input(randint(0, 5, [4L, 2], ScalarType.Int64))], new() { { "axis", 1 } })]);
        yield return ("Expand", static graph => [graph.Add("Expand", [graph.Input(3, 1)], new() { { "shape", (long[])[2, 3, 4] } })]);
        yield return ("Tile", static graph => [graph.Add("Tile", [graph.Input(2, 3)], new() { { "repeats", (long[])[2, 1] } })]);
        yield return ("Pad", static graph => [graph.Add("Pad", [graph.Input(_spatial)], new() { { "pads", (long[])[0, 0, 1, 2, 0, 0, 2, 1] }, { "value", 0.5f } })]);
        yield return ("Pad reflect", static graph => [graph.Add("Pad", [graph.Input(_spatial)], new() { { "pads", (long[])[0, 0, 1, 2, 0, 0, 2, 1] }, { "mode", "reflect" } })]);
        yield return ("GridSample", static graph => [graph.Add("GridSample", [graph.Input(_spatial), graph.Input(_spatial[0], 3, 5, 2)])]);
        yield return ("Trilu", static graph => [graph.Add("Trilu", [graph.Input(4, 4)], new() { { "upper", 0 }, { "k", -1 } })]);
    }

    private static IEnumerable<(string, Func<HandGraph, IReadOnlyList<GraphInfo>>)> Reductions()
    {
        foreach (var name in (string[])["ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin", "ReduceProd", "ReduceL1", "ReduceL2", "ReduceLogSumExp"])
        {
            yield return (name, graph => [graph.Add(name, [graph.Input(_spatial)], new() { { "axes", (long[])[2, 3] }, { "keepdims", 0 } })]);
            yield return ($"{name} of all", graph => [graph.Add(name, [graph.Input(2, 3)])]);
        }

        foreach (var name in (string[])["ArgMax", "ArgMin"])
            yield return (name, graph => [graph.Add(name, [graph.Input(_spatial)], new() { { "axis", 1 }, { "keepdims", 0 } })]);

        yield return ("CumSum", static graph => [graph.Add("CumSum", [graph.Input(2, 5)], new() { { "axis", 1 } })]);
        yield return ("TopK", static graph => graph.Builder.AddNode("TopK", [graph.Input(2, 9)], new() { { "k", 3 }, { "axis", 1 } }).Outputs);
    }

    private static IEnumerable<(string, Func<HandGraph, IReadOnlyList<GraphInfo>>)> Recurrent()
    {
        yield return ("LSTM", static graph => Layer(graph, "LSTM", gates: 4, directions: 1, new() { { "hidden_size", 3 } }));
        yield return ("LSTM both ways", static graph => Layer(graph, "LSTM", gates: 4, directions: 2, new() { { "hidden_size", 3 }, { "direction", "bidirectional" } }));
        yield return ("GRU", static graph => Layer(graph, "GRU", gates: 3, directions: 1, new() { { "hidden_size", 3 }, { "linear_before_reset", 1 } }));
        yield return ("RNN", static graph => Layer(graph, "RNN", gates: 1, directions: 1, new() { { "hidden_size", 3 } }));
        yield return ("RNN both ways", static graph => Layer(graph, "RNN", gates: 1, directions: 2, new() { { "hidden_size", 3 }, { "activations", "Relu" }, { "direction", "bidirectional" } }));
    }

    private static IReadOnlyList<GraphInfo> Layer(HandGraph graph, string operation, long gates, long directions, GraphAttributeCollection attributes) => graph.Builder.AddNode(
        operation,
        [graph.Input(6, 2, 4), graph.Weight("w", directions, gates * 3, 4), graph.Weight("r", directions, gates * 3, 3), graph.Weight("b", directions, gates * 6)],
        attributes).Outputs;
}
