namespace QuantGen.Onnx.Wire;

/// <summary>How the content of a field is encoded in Protocol Buffers.</summary>
internal enum WireType
{
    /// <summary>A whole number of seven bits a byte, the lowest first.</summary>
    Number = 0,

    /// <summary>Eight bytes.</summary>
    Fixed64 = 1,

    /// <summary>A length, and as many bytes: a text, a message, numbers one behind the other.</summary>
    Bytes = 2,

    /// <summary>The beginning of a group, which ONNX does not use.</summary>
    GroupStart = 3,

    /// <summary>The end of a group.</summary>
    GroupEnd = 4,

    /// <summary>Four bytes.</summary>
    Fixed32 = 5,
}
