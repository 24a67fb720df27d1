using System.Runtime.InteropServices;

namespace ImageClassification.LowBit.Configuration;

/// <summary>A place in a text.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TextPlace(int Line, int Column);
