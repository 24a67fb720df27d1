using QuantGen.Graph;

namespace QuantGen.Onnx.Lowering;

/// <summary>Writes quantizers as a target wants them.</summary>
internal abstract class QuantizerLowering
{
    private const int SixteenBitsSince = 21;
    private readonly HashSet<GraphInfo> _biases = new(ReferenceEqualityComparer.Instance);

    /// <summary>What writes for a target.</summary>
    public static QuantizerLowering For(OnnxTarget target) => target switch
    {
        OnnxTarget.OnnxRuntime => new OnnxRuntimeQuantizers(),
        OnnxTarget.TensorRT => new TensorRtQuantizers(),
        OnnxTarget.PowerOfTwoClip => new PowerOfTwoClips(),
        _ => new FloatOnly(),
    };

    /// <summary>Changes the graph first, so that integer kernels are found.</summary>
    public virtual void Prepare(WorkGraph graph, OnnxOptions options)
    {
    }

    /// <summary>Looks which values are biases, after the graph was changed.</summary>
    public void FindBiases(WorkGraph graph)
    {
        foreach (var node in graph.Nodes)
            _biases.UnionWith(node.Inputs.OfType<GraphInfo>().Where(input => IntegerBiases.IsBias(node, input)));
    }

    /// <summary>Writes a quantizer.</summary>
    /// <exception cref="OnnxException">The target cannot have it.</exception>
    public abstract void Write(LoweredNode node, Quantization quantization);

    /// <summary>The name of a quantizer for messages.</summary>
    public static string NameOf(GraphNode node) => node.Inputs[0]!.Constant is null ? node.Name : $"{node.Name} of {node.Inputs[0]!.Name}";

    /// <summary>Whether a quantizer rounds a bias that is known before the graph runs.</summary>
    protected bool IsBias(LoweredNode node) => _biases.Contains(node.Node.Outputs[0]) && node.Node.Inputs[0]!.Constant is not null;

    /// <summary>The type of ONNX that holds the levels of a quantizer.</summary>
    /// <exception cref="OnnxException">There is none, or not in this version of the operators.</exception>
    protected static int Bytes(LoweredNode node, Quantization quantization)
    {
        if (quantization.Bits <= 8)
            return 1;
        if (quantization.Bits > 16)
            throw new OnnxException($"{NameOf(node.Node)}: ONNX quantizes to 8 or 16 bits, and this quantizer has {quantization.Bits}; choose 8.");
        if (node.Opset < SixteenBitsSince)
            throw new OnnxException($"{NameOf(node.Node)}: {quantization.Bits} bits need operator set {SixteenBitsSince}, and {node.Opset} was asked for; set OnnxOptions.Opset to {SixteenBitsSince}, or choose 8 bits.");
        return 2;
    }

    /// <summary>Refuses an activation whose levels QuantizeLinear cannot give.</summary>
    protected static void RequireActivation(LoweredNode node, Quantization quantization)
    {
        if (quantization.Bits is not (8 or 16))
            throw new OnnxException($"{NameOf(node.Node)}: ONNX quantizes activations to 8 or 16 bits, and this quantizer has {quantization.Bits}; choose 8.");
    }

    /// <summary>The scales as a constant.</summary>
    protected static string Scale(LoweredNode node, string name, Quantization quantization) => quantization.Axis is null
        ? node.Emitter.Number($"{name}_scale", quantization.Scales[0])
        : node.Emitter.Constant<float>($"{name}_scale", quantization.Scales.ToArray(), quantization.Scales.Count);

    /// <summary>The zero points as a constant, as many as there are scales.</summary>
    protected static string ZeroPoint(LoweredNode node, string name, Quantization quantization, OnnxElementType type)
    {
        var count = quantization.Scales.Count;
        IReadOnlyList<long> dimensions = quantization.Axis is null ? [] : [count];
        name = $"{name}_zero_point";
        return type switch
        {
            OnnxElementType.Int8 => node.Emitter.Constant<sbyte>(name, new sbyte[count], dimensions),
            OnnxElementType.Int16 => node.Emitter.Constant<short>(name, new short[count], dimensions),
            OnnxElementType.UInt16 => node.Emitter.Constant<ushort>(name, new ushort[count], dimensions),
            OnnxElementType.Int32 => node.Emitter.Constant<int>(name, new int[count], dimensions),
            _ => node.Emitter.Constant<byte>(name, Enumerable.Repeat(quantization.IsUnsigned ? (byte)0 : OnnxRuntimeQuantizers.Middle, count).ToArray(), dimensions),
        };
    }

    /// <summary>The axis as an attribute; none for one scale.</summary>
    protected static IReadOnlyList<OnnxAttribute> Axis(Quantization quantization) => quantization.Axis is { } axis ? [new OnnxAttribute("axis", (long)axis)] : [];

    /// <summary>Writes QuantizeLinear and DequantizeLinear.</summary>
    /// <param name="node">The quantizer.</param>
    /// <param name="quantization">Its levels.</param>
    /// <param name="input">What is quantized.</param>
    /// <param name="type">The type of the levels.</param>
    protected static void Pair(LoweredNode node, Quantization quantization, string input, OnnxElementType type)
    {
        var name = BaseName(node.Node);
        var (scale, zero) = (Scale(node, name, quantization), ZeroPoint(node, name, quantization, type));
        var levels = node.Emitter.Node("QuantizeLinear", $"{name}/QuantizeLinear", [input, scale, zero], Axis(quantization));
        node.Emitter.Node("DequantizeLinear", $"{name}/DequantizeLinear", [levels, scale, zero], node.Outputs, Axis(quantization));
    }

    /// <summary>The value to be quantized, clipped where the type has a level more than the quantizer.</summary>
    protected static string Clipped(LoweredNode node, Quantization quantization)
    {
        if (quantization.IsUnsigned || quantization.LowestLevel != -quantization.HighestLevel)
            return node.Input(0);

        var scale = quantization.Axis is null ? quantization.Scales[0] : throw new OnnxException(
            $"{NameOf(node.Node)}: an activation with ranges per channel cannot leave out the lowest level in ONNX; set NarrowRange to false.");
        return node.Step("Clip", [node.Input(0), node.Number("min", quantization.LowestLevel * scale), node.Number("max", quantization.HighestLevel * scale)]);
    }

    /// <summary>Writes a constant as floating-point numbers that lie on its levels; whoever reads the quantizer's result reads them.</summary>
    protected static void OnGrid(LoweredNode node, Quantization quantization, GraphInfo constant) => node.Emitter.Alias(node.Node.Outputs[0], node.Emitter.Constant(
        constant.Name, name => new OnnxTensor(name, OnnxElementType.Float, constant.Shape, stream => new LevelWriter(constant.Constant!.Values, quantization).WriteValues(stream))));

    /// <summary>The path of the quantizer's layer, for the names of what it becomes.</summary>
    protected static string BaseName(GraphNode node)
    {
        var place = node.Name.LastIndexOf(GraphOperators.FakeQuantize, StringComparison.Ordinal);
        return place <= 0 ? node.Name : node.Name[..place].TrimEnd('/') + node.Name[(place + GraphOperators.FakeQuantize.Length)..];
    }
}
