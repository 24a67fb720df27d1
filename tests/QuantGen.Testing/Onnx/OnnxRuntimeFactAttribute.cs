using Xunit;

namespace QuantGen.Testing.Onnx;

/// <summary>A fact that needs ONNX Runtime, and is skipped with that reason where it is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnnxRuntimeFactAttribute : FactAttribute
{
    /// <summary>Skips the test unless ONNX Runtime is there.</summary>
    public OnnxRuntimeFactAttribute() => Skip = OnnxRuntimes.Missing;
}
