using System.Runtime.InteropServices;

namespace QuantGen.Modules;

/// <summary>The scale and shift of each channel, in memory that the caller keeps alive; null pointers for 1 and 0.</summary>
/// <param name="Weight">The scales.</param>
/// <param name="Bias">The shifts.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe record struct Affine(nint Weight, nint Bias)
{
    /// <summary>The scale of a channel.</summary>
    public float Scale(int channel) => Weight == 0 ? 1 : ((float*)Weight)[channel];

    /// <summary>The shift of a channel.</summary>
    public float Shift(int channel) => Bias == 0 ? 0 : ((float*)Bias)[channel];
}
