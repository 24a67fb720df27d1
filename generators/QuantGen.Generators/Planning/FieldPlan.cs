using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>What becomes of a field.</summary>
/// <param name="Field">The field.</param>
/// <param name="Conversion">How the twin's is made.</param>
/// <param name="Partner">Of a convolution the BatchNorm merged into it, of that BatchNorm the convolution; else null.</param>
/// <param name="Input">What goes into a quantized layer where it is called first, as code; null if it has no short name.</param>
internal sealed record FieldPlan(FieldModel Field, Conversion Conversion, string? Partner, string? Input);
