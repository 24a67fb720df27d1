using QuantGen.PowerOfTwo;

namespace QuantGen.Graph;

/// <summary>How a value is rounded to levels: level = clamp(round(x / scale), lowest, highest), value = level scale.</summary>
public sealed record Quantization
{
    /// <summary>The width of a level in bits, 2 to 16; 32 for biases that are stored on the grid of their layer's sums.</summary>
    public required int Bits { get; init; }

    /// <summary>The lowest level: 0 without sign, else -2^(bits-1), or one more in the narrow range.</summary>
    public required long LowestLevel { get; init; }

    /// <summary>The highest level: 2^bits - 1 without sign, else 2^(bits-1) - 1.</summary>
    public required long HighestLevel { get; init; }

    /// <summary>The step between two levels: one number, or one for each index of <see cref="Axis"/>. Never zero, NaN or infinite.</summary>
    public required IReadOnlyList<float> Scales { get; init; }

    /// <summary>The axis that has a scale for each index, counted from the front; null for one scale.</summary>
    public int? Axis { get; init; }

    /// <summary>
    /// The largest magnitudes that the levels cover, as the quantizer has them; null where only scales are known, as with powers of two. With them the quantizer computes
    /// round(x (highest / amax)) / (highest / amax), whose last bit may differ from the form with scales.
    /// </summary>
    public IReadOnlyList<float>? Amax { get; init; }

    /// <summary>How a value between two levels is rounded.</summary>
    public FixedPointRounding Rounding { get; init; } = FixedPointRounding.HalfToEven;

    /// <summary>Whether every scale is a power of two.</summary>
    public bool IsPowerOfTwo => Scales.All(static scale => float.IsPow2(scale));

    /// <summary>Whether the levels start at zero.</summary>
    public bool IsUnsigned => LowestLevel >= 0;
}
