namespace QuantGen.Onnx;

/// <summary>The type and extents of a value. Shaped like ValueInfoProto in onnx.proto, for tensors.</summary>
public sealed class OnnxValueInfo
{
    /// <summary>The name of the value.</summary>
    public required string Name { get; init; }

    /// <summary>What its elements are; undefined where that is not said, or the value is no tensor.</summary>
    public OnnxElementType ElementType { get; init; }

    /// <summary>Its extents; null where they are not said.</summary>
    public IReadOnlyList<OnnxDimension>? Shape { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {ElementType}[{(Shape is null ? "?" : string.Join(", ", Shape))}]";
}
