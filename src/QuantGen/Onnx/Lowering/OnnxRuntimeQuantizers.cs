using QuantGen.Graph;

namespace QuantGen.Onnx.Lowering;

/// <summary>
/// Activations without sign, zero point 128 where there is one; weights as integers with sign; biases as 32-bit integers: what the kernels of ONNX Runtime for processors multiply fastest.
/// </summary>
internal sealed class OnnxRuntimeQuantizers : QuantizerLowering
{
    /// <summary>The level without sign that stands for zero with sign.</summary>
    public const byte Middle = 128;

    private const int ReducedBits = 7;
    private static readonly HashSet<string> WithWeights = new(["Conv", "ConvTranspose", "Gemm", "MatMul", GraphOperators.Linear], StringComparer.Ordinal);
    private readonly HashSet<GraphInfo> _weights = new(ReferenceEqualityComparer.Instance);

    /// <inheritdoc/>
    public override void Prepare(WorkGraph graph, OnnxOptions options)
    {
        QuantizerPreparation.Apply(graph);
        IntegerLayers.Require(graph, options);
        foreach (var node in graph.Nodes.Where(static node => WithWeights.Contains(node.Operation)))
            _weights.Add(node.Inputs[1]!);

        if (options.ReducedRange)
            Reduce(graph);
        if (options.Bias == OnnxBias.Int32)
            IntegerBiases.Apply(graph);
        if (!options.TiesToEven)
            TiesUpwards.Apply(graph);
    }

    /// <inheritdoc/>
    public override void Write(LoweredNode node, Quantization quantization)
    {
        if (node.Node.Inputs[0]!.Constant is null)
        {
            RequireActivation(node, quantization);
            var type = Bytes(node, quantization) == 1 ? OnnxElementType.UInt8 : quantization.IsUnsigned ? OnnxElementType.UInt16 : OnnxElementType.Int16;
            Pair(node, quantization, Clipped(node, quantization), type);
            return;
        }

        Constant(node, quantization, node.Node.Inputs[0]!);
    }

    private void Constant(LoweredNode node, Quantization quantization, GraphInfo constant)
    {
        if (quantization.Bits != IntegerBiases.Bits && IsBias(node))
        {
            OnGrid(node, quantization, constant);
            return;
        }

        var isWeight = _weights.Contains(node.Node.Outputs[0]) || quantization.Axis is not null;
        var type = quantization.Bits == IntegerBiases.Bits
            ? OnnxElementType.Int32
            : (Bytes(node, quantization), quantization.IsUnsigned || !isWeight) switch
            {
                (1, true) => OnnxElementType.UInt8,
                (1, false) => OnnxElementType.Int8,
                (_, _) => quantization.IsUnsigned ? OnnxElementType.UInt16 : OnnxElementType.Int16,
            };
        var levels = node.Emitter.Constant($"{constant.Name}_quantized", name => new OnnxTensor(name, type, constant.Shape, stream => Write(stream, new LevelWriter(constant.Constant!.Values, quantization), type, quantization)));
        var scale = Scale(node, constant.Name, quantization);
        var zero = ZeroPoint(node, constant.Name, quantization, type);
        node.Emitter.Node("DequantizeLinear", $"{BaseName(node.Node)}/DequantizeLinear", [levels, scale, zero], node.Outputs, Axis(quantization));
    }

    private static void Write(Stream stream, LevelWriter levels, OnnxElementType type, Quantization quantization)
    {
        switch (type)
        {
            case OnnxElementType.Int8:
                levels.WriteLevels<sbyte>(stream, zeroPoint: 0);
                break;
            case OnnxElementType.UInt8:
                levels.WriteLevels<byte>(stream, quantization.IsUnsigned ? 0 : Middle);
                break;
            case OnnxElementType.Int16:
                levels.WriteLevels<short>(stream, zeroPoint: 0);
                break;
            case OnnxElementType.UInt16:
                levels.WriteLevels<ushort>(stream, zeroPoint: 0);
                break;
            default:
                levels.WriteBias(stream);
                break;
        }
    }

    private void Reduce(WorkGraph graph)
    {
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            var node = graph.Nodes[i];
            if (node.Inputs is not [{ Constant: not null } constant] || !_weights.Contains(node.Outputs[0]) || WorkGraph.QuantizationOf(node.Outputs[0]) is not { Bits: 8, IsUnsigned: false } wide)
                continue;

            var highest = (1L << (ReducedBits - 1)) - 1;
            var narrow = wide with
            {
                Bits = ReducedBits,
                LowestLevel = wide.LowestLevel == -wide.HighestLevel ? -highest : -highest - 1,
                HighestLevel = highest,
                Scales = [.. wide.Scales.Select((scale, channel) => wide.Amax is { } amax && amax[channel] > Quantizers.IntegerGrid.ZeroRange ? amax[channel] / highest : scale * wide.HighestLevel / highest)],
            };
            var output = node.Outputs[0];
            output.Quantization = narrow;
            graph.Nodes[i] = new GraphNode(node.Name, node.Operation, [constant], new() { { "quantization", narrow } }) { Outputs = [output] };
            output.Producer = graph.Nodes[i];
        }
    }
}
