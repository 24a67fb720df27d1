using System.Runtime.InteropServices;
using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Models;

/// <summary>Static code that may get a quantizer, which is a field of the object; where it does, it is static no longer.</summary>
/// <param name="Modifier">Its <c>static</c>, with what stands between it and the next word.</param>
/// <param name="Code">The whole of it.</param>
/// <param name="Callees">The <see cref="Code"/> of static code that it calls.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StaticCode(TextRange Modifier, TextRange Code, EquatableArray<TextRange> Callees);
