using Xunit;

namespace QuantGen.Tests.Onnx.Support;

/// <summary>A fact that needs Python's package onnx, and is skipped with that reason where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute() => Skip = Python.Missing;
}
