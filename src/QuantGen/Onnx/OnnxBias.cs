namespace QuantGen.Onnx;

/// <summary>How the bias of a layer with quantized input and weight is written for ONNX Runtime.</summary>
public enum OnnxBias
{
    /// <summary>As 32-bit integers whose scale is the input's times the weight's, with a DequantizeLinear of their own. Each is rounded to half of that scale at most.</summary>
    Int32,

    /// <summary>As the model has it. ONNX Runtime rounds it when it loads the model, unless optimizations are off.</summary>
    Float,
}
