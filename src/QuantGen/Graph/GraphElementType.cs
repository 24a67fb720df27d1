namespace QuantGen.Graph;

/// <summary>What the elements of a value of a graph are.</summary>
public enum GraphElementType
{
    /// <summary>32-bit floating point.</summary>
    Float32,

    /// <summary>64-bit integers: indices and shapes.</summary>
    Int64,

    /// <summary>32-bit integers.</summary>
    Int32,

    /// <summary>Truth values.</summary>
    Bool,

    /// <summary>8-bit integers with sign.</summary>
    Int8,

    /// <summary>8-bit integers without sign.</summary>
    UInt8,

    /// <summary>16-bit integers with sign.</summary>
    Int16,

    /// <summary>16-bit integers without sign.</summary>
    UInt16,
}
