using System.Runtime.InteropServices;

namespace QuantGen.Generators.Planning;

/// <summary>Says whose range the input of a module has.</summary>
/// <param name="From">What quantizes it.</param>
/// <param name="To">The module's field.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RangeLink(RangeSource From, string To);
