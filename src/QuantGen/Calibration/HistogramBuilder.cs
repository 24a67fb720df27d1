namespace QuantGen.Calibration;

/// <summary>A histogram that grows with the data. Not safe for concurrent use.</summary>
/// <remarks>
/// A tensor comes in two steps, because the bins follow from its extremes: <see cref="MakeRoom"/> once, then <see cref="Count"/> for
/// each piece of its memory.
/// </remarks>
internal abstract class HistogramBuilder
{
    // Two gigabytes of counts. Without a limit set, only data that grew by a factor of a hundred thousand comes here.
    private const int MostBins = 1 << 28;

    /// <summary>The builder for these options.</summary>
    public static HistogramBuilder Create(HistogramOptions options) => options.Form switch
    {
        HistogramForm.PowerOfTwo => new PowerOfTwoBuilder(options),
        HistogramForm.FirstTensor => new ZeroOriginBuilder(options),
        _ => new MinimumOriginBuilder(options),
    };

    /// <summary>Whether <see cref="MakeRoom"/> needs the smallest magnitude of the next tensor.</summary>
    public abstract bool NeedsSmallest { get; }

    /// <summary>The bytes of memory that the bins take.</summary>
    public abstract long HeldBytes { get; }

    /// <summary>Extends the bins to a tensor that is about to be counted.</summary>
    /// <param name="smallest">Its least magnitude that will be counted; not read unless <see cref="NeedsSmallest"/>.</param>
    /// <param name="largest">Its largest magnitude, finite.</param>
    /// <exception cref="CalibrationException">The bins would be too many for memory. Nothing has changed.</exception>
    public abstract void MakeRoom(float smallest, float largest);

    /// <summary>Adds values to their bins.</summary>
    /// <param name="values">Within the range that <see cref="MakeRoom"/> was told.</param>
    public abstract void Count(ReadOnlySpan<float> values);

    /// <summary>Adds what another builder of the same options has counted. Only bins that depend on the values alone can be added.</summary>
    /// <param name="counts">The counts of its <see cref="Snapshot"/>.</param>
    /// <param name="largest">Its largest magnitude.</param>
    public virtual void Add(ReadOnlySpan<long> counts, float largest) =>
        throw new NotSupportedException("Bins that follow from the first tensor cannot be added to others.");

    /// <summary>
    /// What was counted so far; <see langword="null"/> before the first tensor with anything to count. Changes nothing, so that several
    /// threads may ask at once.
    /// </summary>
    public abstract Histogram? Snapshot();

    /// <summary>A builder that goes on from here by itself.</summary>
    /// <param name="retired">One that is no longer used, whose memory the clone may take.</param>
    public abstract HistogramBuilder Clone(HistogramBuilder? retired = null);

    /// <summary>Asks whether the bins are to merge before they become so many.</summary>
    /// <exception cref="CalibrationException">They may not merge, and would not fit in memory.</exception>
    private protected static bool MustMerge(double bins, HistogramOptions options)
    {
        if (options.MaximumBins != HistogramOptions.Unlimited)
            return bins > Math.Min(options.MaximumBins, MostBins);

        return bins <= MostBins ? false : throw new CalibrationException(FormattableString.Invariant(
            $"The histogram would need {bins:g3} bins of the first tensor's width to reach the largest value; set HistogramOptions.MaximumBins so that bins merge."));
    }
}
