using QuantGen.Graph;

namespace QuantGen.Onnx.Lowering;

/// <summary>
/// Pairs with zero point 0 around activations and weights, weights as float numbers: the form of pytorch-quantization 2.2.1. Levels without sign are allowed, as there.
/// </summary>
internal sealed class TensorRtQuantizers : QuantizerLowering
{
    /// <inheritdoc/>
    public override void Prepare(WorkGraph graph, OnnxOptions options)
    {
        if (!options.TiesToEven)
            TiesUpwards.Apply(graph);
    }

    /// <inheritdoc/>
    public override void Write(LoweredNode node, Quantization quantization)
    {
        // TensorRT adds biases in floating point.
        if (IsBias(node))
        {
            OnGrid(node, quantization, node.Node.Inputs[0]!);
            return;
        }

        RequireActivation(node, quantization);
        var type = (Bytes(node, quantization), quantization.IsUnsigned) switch
        {
            (1, true) => OnnxElementType.UInt8,
            (1, false) => OnnxElementType.Int8,
            (_, true) => OnnxElementType.UInt16,
            (_, false) => OnnxElementType.Int16,
        };
        Pair(node, quantization, node.Node.Inputs[0]!.Constant is null ? Clipped(node, quantization) : Weight(node, quantization), type);
    }

    // The pair has one level more than weights do; what would fall on it is clipped in the file.
    private static string Weight(LoweredNode node, Quantization quantization)
    {
        var weight = node.Node.Inputs[0]!;
        var isNarrow = !quantization.IsUnsigned && quantization.LowestLevel == -quantization.HighestLevel;
        return isNarrow
            ? node.Emitter.Constant($"{weight.Name}", name => new OnnxTensor(name, OnnxElementType.Float, weight.Shape, stream => new LevelWriter(weight.Constant!.Values, quantization).WriteClipped(stream)))
            : node.Input(0);
    }
}
