namespace QuantGen.ModelReading.Models;

/// <summary>A member that the twin copies: forward, or a method or computed property that forward reaches.</summary>
/// <param name="Range">Its stretch of <see cref="ForwardModel.Text"/>: the declaration as written, from the comment above it to its last character.</param>
/// <param name="Indentation">What stands before it on its first line.</param>
/// <param name="Declaration">Where in the text the declaration itself begins, behind the comments.</param>
/// <param name="IsDocumented">Whether a documentation comment is among them.</param>
/// <param name="IsPublic">Whether everyone sees it.</param>
internal sealed record MemberModel(TextRange Range, string Indentation, int Declaration, bool IsDocumented, bool IsPublic);
