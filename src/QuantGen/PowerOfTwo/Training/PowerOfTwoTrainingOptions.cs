namespace QuantGen.PowerOfTwo;

/// <summary>What <see cref="PowerOfTwoTraining"/> does besides training.</summary>
public sealed record PowerOfTwoTrainingOptions
{
    /// <summary>The first epoch, from 0, in which batch normalization statistics may be frozen. TI's older loops have 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int BatchNormNotBefore
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Epochs are counted from 0.");
    }

    /// <summary>The first epoch, from 0, in which ranges may be frozen. TI's older loops have 4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int RangesNotBefore
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Epochs are counted from 0.");
    }

    /// <summary>
    /// Whether the first epoch of a twin that has seen no data begins by clipping outliers of its weights and storing them on their grids, so that
    /// training starts from them. A calibrated twin is past that.
    /// </summary>
    public bool StoreWeights { get; init; } = true;

    /// <summary>
    /// The batch, from 0, at which biases are stored as the 16-bit limit leaves them, where that is their mode; null for never. Batches are those
    /// that <see cref="PowerOfTwoTraining.BeginBatch"/> counts.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public long? StoreBiasesAt
    {
        get;
        init => field = value is null or >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Batches are counted from 0.");
    } = 85;
}
