using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>A fixed-point number format apart from its range: q = clamp(round(x * s), lowest, highest), y = q / s.</summary>
/// <param name="Bits">The bit width, 1 to 16.</param>
/// <param name="Signed">Levels -2^(b-1) to 2^(b-1) - 1 and s = 2^(b-1) / clip; otherwise 0 to 2^b - 1 and s = 2^b / clip.</param>
/// <param name="Rounding">How values become levels.</param>
/// <param name="PowerOfTwo">Whether s is rounded down to a power of two.</param>
internal readonly record struct FixedPointFormat(int Bits, bool Signed, FixedPointRounding Rounding, bool PowerOfTwo = true)
{
    /// <summary>The weights' format.</summary>
    public static FixedPointFormat Weight(int bits, bool powerOfTwo = true) => new(bits, Signed: true, FixedPointRounding.HalfAwayFromZero, powerOfTwo);

    /// <summary>The lowest level.</summary>
    public float Lowest => IntegerGrid.Of(Bits, !Signed, narrowRange: false).Lower;

    /// <summary>The highest level.</summary>
    public float Highest => IntegerGrid.Of(Bits, !Signed, narrowRange: false).Upper;

    /// <summary>The level that the clip bound would have, one above the highest: 2^(b-1) or 2^b.</summary>
    public float LevelOfClip => Highest + 1;

    /// <summary>Levels a unit: 2^(b-1) / clip or 2^b / clip, rounded down to a power of two if the format asks for it.</summary>
    /// <param name="clip">The clip bound, from 2^-16 on.</param>
    public float Scale(float clip)
    {
        var scale = LevelOfClip / Math.Max(clip, PowersOfTwo.Smallest);
        return PowerOfTwo ? PowersOfTwo.Floor(scale) : scale;
    }

    /// <summary><see cref="Scale(float)"/> of each element.</summary>
    public Tensor Scale(Tensor clip)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();

        // A tensor, because a number divided by a tensor would be a product with the reciprocal, which rounds twice.
        var scale = tensor(LevelOfClip, device: clip.device) / clip.detach().to(ScalarType.Float32).clamp_min(PowersOfTwo.Smallest);
        return (PowerOfTwo ? PowersOfTwo.Floor(scale) : scale).MoveToOuterDisposeScope();
    }

    /// <summary>The clip bound of a scale: what <see cref="Scale(float)"/> takes.</summary>
    public float Clip(float scale) => LevelOfClip / scale;
}
