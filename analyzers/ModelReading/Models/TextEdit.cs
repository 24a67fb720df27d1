using System.Runtime.InteropServices;

namespace QuantGen.ModelReading.Models;

/// <summary>A change in a copied member that the move to the twin brings, whatever is quantized: a static member is qualified, a modifier dropped.</summary>
/// <param name="Range">What gives way; empty to insert.</param>
/// <param name="Text">What takes its place.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TextEdit(TextRange Range, string Text);
