namespace QuantGen;

/// <summary>The runtime a model is deployed on. It decides where quantizers are placed.</summary>
public enum QuantizationTarget
{
    /// <summary>
    /// NVIDIA TensorRT: inputs and weights of convolutions and linear layers, the skip operand of sums, both operands of products,
    /// and the inputs of concatenations. Activations are signed.
    /// </summary>
    TensorRT,

    /// <summary>
    /// ONNX Runtime: as TensorRT, and besides both operands and the result of sums, the results of products and concatenations,
    /// inputs and outputs of average pools. Activations that cannot be negative are unsigned.
    /// </summary>
    OnnxRuntime,

    /// <summary>
    /// Hardware that shifts in place of multiplying: every scale is a power of two. Layers quantize weight and bias; what they, pools, sums,
    /// products and concatenations make is clipped to a power of two behind them, unless an activation follows that is. The inputs of the
    /// model are quantized, too.
    /// </summary>
    PowerOfTwo,

    /// <summary>
    /// Training at 1 to 8 bits by the algorithms of <see cref="LowBitAlgorithm"/>: inputs and weights of convolutions and linear layers, and nothing
    /// else. The first and the last of these stay in float unless one asks for them. See <see cref="QuantizeAttribute.WeightAlgorithm"/>.
    /// </summary>
    LowBit,
}
