using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>What becomes of a field.</summary>
/// <param name="Field">The field.</param>
/// <param name="Conversion">How the twin's is made.</param>
/// <param name="Partner">Of a convolution the BatchNorm merged into it, of that BatchNorm the convolution; else null.</param>
/// <param name="Input">What goes into a quantized layer where it is called first, as code; null if it has no short name.</param>
/// <param name="Options">What is asked for it: by its own annotation where it has one, else by the class.</param>
/// <param name="IsInputUnsigned">Whether the input that its own quantizer sees is never negative, so that levels start at zero.</param>
/// <param name="IsTakenApart">Whether it is a Sequential whose elements forward calls one by one, so that none may be merged into another.</param>
internal sealed record FieldPlan(
    FieldModel Field, Conversion Conversion, string? Partner, string? Input, OptionsModel Options, bool IsInputUnsigned, bool IsTakenApart)
{
    /// <summary>Of a quantized layer the activation that is computed with its quantizer where it is called first; null for none.</summary>
    public string? Activation { get; init; }

    /// <summary>Who reads the result of a container or model, which quantizes it by itself.</summary>
    public ResultReader Reader { get; init; }

    /// <summary>Of an activation that forward no longer calls what computes it: layers, and sums as code; else empty.</summary>
    public EquatableArray<string> ComputedWith { get; init; } = EquatableArray<string>.Empty;
}
