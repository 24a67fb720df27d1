namespace QuantGen;

/// <summary>The runtime a model is deployed on. It decides where quantizers are placed.</summary>
public enum QuantizationTarget
{
    /// <summary>
    /// NVIDIA TensorRT: inputs and weights of convolutions and linear layers, and the skip operand of residual adds.
    /// </summary>
    TensorRT,
}
