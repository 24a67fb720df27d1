namespace QuantGen.Onnx;

/// <summary>A setting of a node. Shaped like AttributeProto in onnx.proto.</summary>
public sealed class OnnxAttribute
{
    /// <summary>A setting.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">
    /// A <see cref="long"/>, <see cref="float"/>, <see cref="string"/>, <see cref="OnnxTensor"/> or <see cref="OnnxGraph"/>, or a read-only list of one of these.
    /// </param>
    /// <exception cref="ArgumentException">The value is of another type.</exception>
    public OnnxAttribute(string name, object value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        if (KindOf(value) == 0)
            throw new ArgumentException($"The attribute '{name}' is a {value.GetType().Name}; numbers, strings, tensors, graphs and lists of them can be one.", nameof(value));

        Name = name;
        Value = value;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>
    /// The value: a <see cref="long"/>, <see cref="float"/>, <see cref="string"/>, <see cref="OnnxTensor"/> or <see cref="OnnxGraph"/>, or a read-only list of one of these.
    /// </summary>
    public object Value { get; }

    /// <summary>The number of the type in AttributeProto.AttributeType.</summary>
    internal int Kind => KindOf(Value);

    /// <inheritdoc/>
    public override string ToString() => $"{Name}={Value switch
    {
        IReadOnlyList<long> numbers => $"[{string.Join(", ", numbers)}]",
        IReadOnlyList<float> numbers => $"[{string.Join(", ", numbers)}]",
        IReadOnlyList<string> texts => $"[{string.Join(", ", texts)}]",
        _ => Value,
    }}";

    private static int KindOf(object value) => value switch
    {
        float => 1,
        long => 2,
        string => 3,
        OnnxTensor => 4,
        OnnxGraph => 5,
        IReadOnlyList<float> => 6,
        IReadOnlyList<long> => 7,
        IReadOnlyList<string> => 8,
        IReadOnlyList<OnnxTensor> => 9,
        IReadOnlyList<OnnxGraph> => 10,
        _ => 0,
    };
}
