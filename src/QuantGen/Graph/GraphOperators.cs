namespace QuantGen.Graph;

/// <summary>The names of operations that are QuantGen's own; all others are named as in ONNX.</summary>
public static class GraphOperators
{
    /// <summary>
    /// Rounds a value to levels and gives the levels' values: one input, attribute <c>quantization</c> of type <see cref="Graph.Quantization"/>. Becomes QuantizeLinear and
    /// DequantizeLinear, or Clip.
    /// </summary>
    public const string FakeQuantize = "FakeQuantize";

    /// <summary>
    /// x w^T + b over the last axis of a value of any rank, inputs x, w [out, in] and b [out], which may be left out: torch's linear layer. Becomes Gemm, or MatMul and Add.
    /// </summary>
    public const string Linear = "Linear";

    /// <summary>The attribute of <see cref="FakeQuantize"/> that says how.</summary>
    internal const string QuantizationAttribute = "quantization";
}
