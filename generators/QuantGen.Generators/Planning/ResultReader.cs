namespace QuantGen.Generators.Planning;

/// <summary>Who reads the result of a module that quantizes its result by itself.</summary>
internal enum ResultReader
{
    /// <summary>Whoever: the result has to be quantized.</summary>
    Any,

    /// <summary>Only what quantizes it: an activation, a normalization; or what wants it in float.</summary>
    Quantizing,

    /// <summary>Only what quantizes it, and the caller of the model, who may do so.</summary>
    Caller,
}
