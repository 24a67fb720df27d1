using Xunit;

namespace QuantGen.Tests.Onnx.Support;

/// <summary>A fact that needs node and ONNX Runtime's package for it, and is skipped with that reason where they are not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = Node.Missing;
}
