using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>A statement that only called a merged BatchNorm goes as a whole.</summary>
/// <param name="Range">The statement.</param>
internal sealed record RemoveStatement(TextRange Range) : Rewrite(Range);
