namespace QuantGen.Onnx;

/// <summary>How far ONNX Runtime changes a graph before it runs; the numbers are those of its C interface.</summary>
public enum OnnxOptimization
{
    /// <summary>Not at all: each node computes what the file says, QuantizeLinear and DequantizeLinear too.</summary>
    None = 0,

    /// <summary>Constants are folded, and what is superfluous goes.</summary>
    Basic = 1,

    /// <summary>Also nodes become one, and integer kernels take the place of those between DequantizeLinear and QuantizeLinear.</summary>
    Extended = 2,

    /// <summary>Everything, layouts for this machine included. The default of ONNX Runtime.</summary>
    All = 99,
}
