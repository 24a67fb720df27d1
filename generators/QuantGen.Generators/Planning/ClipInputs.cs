using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>The inputs of the model pass through quantizers before anything else.</summary>
/// <param name="Range">Where the statements go.</param>
/// <param name="Closing">Of an expression body, which gets braces, the semicolon; else empty.</param>
/// <param name="Inputs">The quantizers.</param>
internal sealed record ClipInputs(TextRange Range, TextRange Closing, EquatableArray<Pact2Input> Inputs) : Rewrite(Range);
