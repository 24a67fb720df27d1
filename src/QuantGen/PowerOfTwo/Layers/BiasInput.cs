using System.Runtime.InteropServices;

namespace QuantGen.PowerOfTwo;

/// <summary>What the bias of a layer depends on of the layer's input.</summary>
/// <param name="Scale">Levels a unit.</param>
/// <param name="HighestLevel">The highest level: 127 of 8 bits signed, 255 unsigned.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BiasInput(float Scale, int HighestLevel)
{
    /// <summary>That of an input that a quantizer made; null where none did.</summary>
    public static BiasInput? Of(Pact2? range) => range is { Enabled: true, IsCalibrated: true }
        ? new BiasInput(range.Scale, (1 << (range.Signed ? range.Bits - 1 : range.Bits)) - 1)
        : null;
}
