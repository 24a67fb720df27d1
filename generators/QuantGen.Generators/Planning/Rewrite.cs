using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>A change in the text of forward.</summary>
/// <param name="Range">The stretch it concerns.</param>
internal abstract record Rewrite(TextRange Range);
