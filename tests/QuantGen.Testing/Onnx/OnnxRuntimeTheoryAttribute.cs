using Xunit;

namespace QuantGen.Testing.Onnx;

/// <summary>A theory that needs ONNX Runtime, and is skipped with that reason where it is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnnxRuntimeTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips the test unless ONNX Runtime is there.</summary>
    public OnnxRuntimeTheoryAttribute() => Skip = OnnxRuntimes.Missing;
}
