using System.Runtime.InteropServices;

namespace QuantGen.ModelReading.Models;

/// <summary>What one call hands to the code that it calls.</summary>
/// <param name="Entry">Index of the merge that stands for the parameter or captured variable in the called code.</param>
/// <param name="Value">Index of the value.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CallArgument(int Entry, int Value);
