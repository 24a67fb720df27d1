using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace QuantGen.Calibration;

/// <summary>Bins of a width that is a power of two: trunc(magnitude * 2^-k), which is exact.</summary>
/// <param name="factor">2^-k.</param>
/// <param name="bins">The number of bins, 1 or more.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly struct ScaledBins(float factor, int bins) : IBinRule
{
    /// <inheritdoc/>
    public int Bins => bins;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Of(float magnitude) => Math.Min((int)(magnitude * factor), bins - 1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<int> Of(Vector<float> magnitudes) =>
        Vector.Min(Vector.ConvertToInt32Native(magnitudes * new Vector<float>(factor)), new Vector<int>(bins - 1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<int> Of(Vector512<float> magnitudes) =>
        Vector512.Min(Vector512.ConvertToInt32Native(magnitudes * Vector512.Create(factor)), Vector512.Create(bins - 1));
}
