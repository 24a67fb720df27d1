using System.Runtime.InteropServices;

namespace QuantGen.ModelReading.Models;

/// <summary>Where a statement can be put that forward runs first.</summary>
/// <param name="Opening">
/// An empty stretch behind a body's brace, or behind the statement that opens a dispose scope there; of an expression body the
/// <c>=&gt;</c> with what stands between it and the expression.
/// </param>
/// <param name="Closing">Of an expression body the semicolon; else empty.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EntryModel(TextRange Opening, TextRange Closing)
{
    /// <summary>Whether forward is an expression, so that braces must be put around it first.</summary>
    public bool IsExpression => Closing.Length > 0;
}
