namespace QuantGen.Generators.Planning;

/// <summary>How a field of the twin is made from the field of the class.</summary>
internal enum Conversion
{
    /// <summary>A quantized layer takes the layer's place.</summary>
    Quantize,

    /// <summary>A clip that quantizes takes the activation's place.</summary>
    Clip,

    /// <summary>The twin gets its own copy, in float.</summary>
    Copy,

    /// <summary>The runtime converts it by what it finds inside.</summary>
    Convert,

    /// <summary>The twin of the layer's class takes its place.</summary>
    Twin,

    /// <summary>The value is handed over.</summary>
    HandOver,

    /// <summary>The constant is written down again.</summary>
    Repeat,
}
