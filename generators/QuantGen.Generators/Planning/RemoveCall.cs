using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>The call of a merged BatchNorm goes; what it was given stays.</summary>
/// <param name="Range">The call.</param>
/// <param name="Argument">Its argument.</param>
internal sealed record RemoveCall(TextRange Range, TextRange Argument) : Rewrite(Range);
