namespace QuantGen.Onnx;

/// <summary>One operation. Shaped like NodeProto in onnx.proto.</summary>
public sealed class OnnxNode
{
    /// <summary>The names of what it reads; empty for an optional input that is left out.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>The names of what it computes; empty for an optional output that is left out.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>Its own name.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it computes, such as <c>Conv</c>.</summary>
    public required string OpType { get; init; }

    /// <summary>Its settings.</summary>
    public IReadOnlyList<OnnxAttribute> Attributes { get; init; } = [];

    /// <summary>A text about it.</summary>
    public string Documentation { get; init; } = "";

    /// <summary>Whose operator it is; empty for the standard ones.</summary>
    public string Domain { get; init; } = "";

    /// <summary>The setting of a name; null if there is none.</summary>
    /// <param name="name">The name.</param>
    public OnnxAttribute? Attribute(string name) => Attributes.FirstOrDefault(attribute => attribute.Name == name);

    /// <inheritdoc/>
    public override string ToString() => $"{string.Join(", ", Outputs)} = {OpType}({string.Join(", ", Inputs)})";
}
