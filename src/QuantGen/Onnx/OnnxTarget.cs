namespace QuantGen.Onnx;

/// <summary>What a model file is for, which decides how quantizers are written.</summary>
public enum OnnxTarget
{
    /// <summary>
    /// ONNX Runtime on processors: activations in 8 bits without sign (zero point 128 where there is one), weights as 8-bit integers, biases as 32-bit integers, and pairs of QuantizeLinear and
    /// DequantizeLinear where its integer kernels need them.
    /// </summary>
    OnnxRuntime,

    /// <summary>TensorRT: everything with sign and zero point 0, float weights with a pair in front: the form that pytorch-quantization exports.</summary>
    TensorRT,

    /// <summary>Devices that find scales by themselves, as TI's: activations pass a Clip whose bounds are literal powers of two, weights are float numbers on the grid.</summary>
    PowerOfTwoClip,

    /// <summary>Floating point, without quantizers.</summary>
    Float,
}
