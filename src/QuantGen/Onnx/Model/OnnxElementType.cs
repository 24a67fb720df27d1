namespace QuantGen.Onnx;

/// <summary>What the elements of a tensor are; the numbers are those of TensorProto.DataType in onnx.proto.</summary>
public enum OnnxElementType
{
    /// <summary>Not said.</summary>
    Undefined = 0,

    /// <summary>32-bit floating point.</summary>
    Float = 1,

    /// <summary>8-bit integers without sign.</summary>
    UInt8 = 2,

    /// <summary>8-bit integers with sign.</summary>
    Int8 = 3,

    /// <summary>16-bit integers without sign.</summary>
    UInt16 = 4,

    /// <summary>16-bit integers with sign.</summary>
    Int16 = 5,

    /// <summary>32-bit integers with sign.</summary>
    Int32 = 6,

    /// <summary>64-bit integers with sign.</summary>
    Int64 = 7,

    /// <summary>Texts, which this library does not read or write.</summary>
    Text = 8,

    /// <summary>Truth values, a byte each.</summary>
    Bool = 9,

    /// <summary>16-bit floating point.</summary>
    Float16 = 10,

    /// <summary>64-bit floating point.</summary>
    Double = 11,

    /// <summary>32-bit integers without sign.</summary>
    UInt32 = 12,

    /// <summary>64-bit integers without sign.</summary>
    UInt64 = 13,

    /// <summary>16-bit floating point with the exponent of 32 bits.</summary>
    BFloat16 = 16,
}
