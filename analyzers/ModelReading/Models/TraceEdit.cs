using System.Runtime.InteropServices;

namespace QuantGen.ModelReading.Models;

/// <summary>A change that makes a copied member compute over values of a graph.</summary>
/// <param name="Range">What it concerns.</param>
/// <param name="Text">What takes its place or, of <see cref="TraceEditKind.Wrap"/>, what opens before it; a parenthesis then closes behind it.</param>
/// <param name="Kind">How it is changed.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TraceEdit(TextRange Range, string Text, TraceEditKind Kind);
