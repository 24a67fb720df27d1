namespace QuantGen.LowBit;

/// <content>What single algorithms have.</content>
public sealed partial record LowBitSide
{
    /// <summary>
    /// Where between two levels the threshold lies (LQ-Nets), from 0 to 1; null for the middle, 0.5. Larger values move thresholds toward the
    /// level nearer to zero.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in 0..1.</exception>
    public double? ThresholdMix
    {
        get;
        init => field = value is null or (>= 0 and <= 1)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A threshold lies between two levels: a number from 0 to 1.");
    }

    /// <summary>
    /// Whether what is solved for in each batch (LQ-Nets' basis, FATNN's closed-form scale) is averaged over all batches alike, and not with
    /// 0.9 of what was and 0.1 of the new, or not at all.
    /// </summary>
    public bool RunningMean { get; init; }

    /// <summary>Whether levels are multiplied by sum(xy) / sum(yy), the best factor for the batch (FATNN).</summary>
    public bool ClosedFormScale { get; init; }

    /// <summary>
    /// Where the learned slopes of FATNN start, which are the inverse widths of steps; null for (levels - 1) / <see cref="Bound"/> of activations,
    /// and of weights for steps of 1.4 times their mean magnitude at the first call. The peer's program starts those of weights at 0.5.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive and finite.</exception>
    public double? Slope
    {
        get;
        init => field = Positive(value, "A slope");
    }

    /// <summary>Whether two levels of DoReFa weights are the signs times the mean magnitude of the tensor, and not by tanh.</summary>
    public bool ScaledBinary { get; init; }

    /// <summary>By what signs of activations are multiplied (XNOR-Net).</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such scale.</exception>
    public FeatureScale FeatureScale
    {
        get;
        init => field = Defined(value);
    }

    /// <summary>
    /// Whether the gradient of XNOR-Net's weights is that of the paper, which differentiates the mean magnitude too: g (1/n + E 1[|w| &lt;= 1]).
    /// </summary>
    public bool ScaleGradient { get; init; }

    /// <summary>Below what share of the largest magnitude weights become zero (trained ternary quantization); null for 0.05.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in 0..1.</exception>
    public double? ZeroShare
    {
        get;
        init => field = value is null or (>= 0 and < 1)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The share is a number from 0 to below 1.");
    }
}
