using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace QuantGen.Calibration;

/// <summary>Bins of equal width up to a magnitude: trunc(magnitude / last * bins) in float32, division first, and the last bin at most.</summary>
/// <remarks>The rule of torch.histc(min = 0, max = last), in its order of operations.</remarks>
/// <param name="last">The upper edge of the last bin, above 0.</param>
/// <param name="bins">The number of bins, 1 or more.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly struct DividedBins(float last, int bins) : IBinRule
{
    /// <inheritdoc/>
    public int Bins => bins;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Of(float magnitude) => Math.Min((int)(magnitude / last * bins), bins - 1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<int> Of(Vector<float> magnitudes) => Vector.Min(
        Vector.ConvertToInt32Native(magnitudes / new Vector<float>(last) * new Vector<float>(bins)), new Vector<int>(bins - 1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<int> Of(Vector512<float> magnitudes) => Vector512.Min(
        Vector512.ConvertToInt32Native(magnitudes / Vector512.Create(last) * Vector512.Create((float)bins)), Vector512.Create(bins - 1));
}
