using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace QuantGen.CodeFixes.Editing;

/// <summary>
/// A replacement of text. Fixes edit text rather than syntax trees: what they do not touch stays as it is to the last space, and several
/// fixes of nested expressions do not get into each other's way.
/// </summary>
/// <param name="Document">The document.</param>
/// <param name="Span">What is replaced; empty for an insertion.</param>
/// <param name="Text">What takes its place.</param>
internal sealed record SourceEdit(DocumentId Document, TextSpan Span, string Text)
{
    /// <summary>How far the expression reaches that an insertion opens: at one place, the outer expression is opened first.</summary>
    public int Reach { get; init; }

    /// <summary>Whether several fixes may want this edit, which is then made once.</summary>
    public bool IsShared { get; init; }
}
