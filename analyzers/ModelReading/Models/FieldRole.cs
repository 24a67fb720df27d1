namespace QuantGen.ModelReading.Models;

/// <summary>What a field is to the twin.</summary>
internal enum FieldRole
{
    /// <summary>A module.</summary>
    Layer,

    /// <summary>A parameter or buffer that the class holds itself.</summary>
    Tensor,

    /// <summary>Anything else that forward reads, such as a flag or a size; also a primary constructor's parameter.</summary>
    Value,

    /// <summary>A private constant that forward reads.</summary>
    Constant,
}
