namespace QuantGen.Graph.Operators;

/// <summary>What a setting of an operation is.</summary>
internal enum AttributeKind
{
    /// <summary>A whole number, or a truth value as 0 or 1.</summary>
    Integer,

    /// <summary>A number.</summary>
    Float,

    /// <summary>A word.</summary>
    Text,

    /// <summary>Whole numbers.</summary>
    Integers,

    /// <summary>Numbers.</summary>
    Floats,

    /// <summary>A <see cref="Graph.Quantization"/>.</summary>
    Quantization,
}
