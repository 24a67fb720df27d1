using System.Runtime.InteropServices;
using QuantGen.Graph;
using static TorchSharp.torch;

namespace QuantGen.Onnx.Lowering;

/// <summary>Gives biases of layers with quantized input and weight the form that integer kernels add: 32-bit integers whose scale is that of the products, s_x s_w.</summary>
internal static class IntegerBiases
{
    /// <summary>The width of such a bias.</summary>
    public const int Bits = 32;

    private const int BiasIndex = 2;

    /// <summary>Puts a quantizer of 32 bits on each bias that can have one.</summary>
    /// <exception cref="OnnxException">A bias does not fit in 32 bits.</exception>
    public static void Apply(WorkGraph graph)
    {
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            var node = graph.Nodes[i];
            if (ProductScales(node) is not { } scales || BiasOf(node) is not { } bias)
                continue;

            if (WorkGraph.QuantizationOf(bias) is { Bits: Bits } own)
            {
                if (own.Scales.SequenceEqual(scales))
                    continue;

                // Rounded for weights of another width: anew.
                bias = bias.Producer!.Inputs[0]!;
            }

            var quantization = new Quantization
            {
                Bits = Bits,
                LowestLevel = int.MinValue,
                HighestLevel = int.MaxValue,
                Scales = scales,
                Axis = scales.Length == 1 ? null : 0,
            };
            var values = Values(bias);
            RequireFit(values, scales, node);
            if (bias.Producer is not null && !IsExact(values, scales))
                continue;

            var constant = bias.Producer is null ? bias : new GraphInfo(bias.Producer.Inputs[0]!.Name, bias.ElementType, bias.Shape) { Constant = new GraphConstant(Kept(values)) };
            var quantizer = graph.Quantizer($"{node.Name}/bias/{GraphOperators.FakeQuantize}", constant, quantization);
            node.Inputs = [node.Inputs[0], node.Inputs[1], quantizer.Outputs[0]];
            graph.Nodes.Insert(i++, quantizer);
        }
    }

    /// <summary>Whether a node adds a value to what it multiplies.</summary>
    public static bool IsBias(GraphNode node, GraphInfo value) =>
        node.Operation is "Conv" or "ConvTranspose" or "Gemm" or GraphOperators.Linear && node.Inputs.Count > BiasIndex && ReferenceEquals(node.Inputs[BiasIndex], value);

    // s_x s_w, one or for each output channel; null where there is no integer kernel, or not with these scales.
    private static float[]? ProductScales(GraphNode node)
    {
        if (node.Inputs.Count <= BiasIndex || WorkGraph.QuantizationOf(node.Inputs[0]) is not { Axis: null, Bits: <= 8 } input || WorkGraph.QuantizationOf(node.Inputs[1]) is not { Bits: <= 8 } weight)
            return null;

        var channelAxis = node.Operation switch
        {
            "Conv" or GraphOperators.Linear => 0,
            "Gemm" when node.Attributes.Get("alpha", 1f) == 1 && node.Attributes.Get("beta", 1f) == 1 => node.Attributes.Get("transB", 0L) == 1 ? 0 : 1,
            _ => -1,
        };
        return channelAxis < 0 || (weight.Axis is { } axis && axis != channelAxis) ? null : [.. weight.Scales.Select(scale => input.Scales[0] * scale)];
    }

    // A constant with one axis, also one that a quantizer of another width rounded.
    private static GraphInfo? BiasOf(GraphNode node)
    {
        var bias = node.Inputs[BiasIndex];
        var isConstant = bias?.Constant is not null || (WorkGraph.QuantizationOf(bias) is { Bits: <= Bits } && bias!.Producer!.Inputs[0]!.Constant is not null);
        return isConstant && bias!.Shape.Count == 1 ? bias : null;
    }

    /// <summary>The numbers of a bias, rounded if a quantizer rounds it.</summary>
    public static float[] Values(GraphInfo bias)
    {
        if (bias.Constant is { } constant)
            return OnnxEmitter.Floats(constant);

        using var stream = new MemoryStream();
        new LevelWriter(bias.Producer!.Inputs[0]!.Constant!.Values, WorkGraph.QuantizationOf(bias)!).WriteValues(stream);
        return MemoryMarshal.Cast<byte, float>(stream.ToArray()).ToArray();
    }

    /// <summary>Numbers as a tensor that is collected with the model that is made of it.</summary>
    public static Tensor Kept(float[] values) => tensor(values).DetachFromDisposeScope();

    private static void RequireFit(float[] values, float[] scales, GraphNode node)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var level = (double)values[i] / scales[scales.Length == 1 ? 0 : i];
            if (!(Math.Abs(level) <= int.MaxValue))
            {
                throw new OnnxException(
                    $"{node.Name}: the bias of channel {i}, {values[i]}, is {level:E2} steps of its input's scale times its weight's, more than 32 bits hold; calibrate that channel's weight with a larger range, or set OnnxOptions.Bias to {nameof(OnnxBias.Float)}.");
            }
        }
    }

    private static bool IsExact(float[] values, float[] scales)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var scale = scales[scales.Length == 1 ? 0 : i];
            if (MathF.Round(values[i] / scale) * scale != values[i])
                return false;
        }

        return true;
    }
}
