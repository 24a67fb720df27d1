namespace QuantGen.Onnx;

/// <summary>What ran a graph.</summary>
public enum ExportRunner
{
    /// <summary>The interpreter of graphs.</summary>
    Interpreter,

    /// <summary>ONNX Runtime, with optimizations off.</summary>
    OnnxRuntime,

    /// <summary>ONNX Runtime with all optimizations, integer kernels included.</summary>
    OnnxRuntimeOptimized,
}
