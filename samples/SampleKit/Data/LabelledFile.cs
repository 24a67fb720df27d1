using System.Runtime.InteropServices;

namespace SampleKit.Data;

/// <summary>A picture's file.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Label">The number of its class.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LabelledFile(string Path, int Label);
