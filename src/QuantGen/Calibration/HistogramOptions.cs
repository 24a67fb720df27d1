namespace QuantGen.Calibration;

/// <summary>How a <see cref="HistogramCollector"/> bins magnitudes.</summary>
public sealed record HistogramOptions
{
    /// <summary>A limit for <see cref="MaximumBins"/> that is never reached: bins keep their width whatever comes.</summary>
    public const int Unlimited = int.MaxValue;

    /// <summary>At most 2048 bins, of widths that are powers of two.</summary>
    public static HistogramOptions Default { get; } = new();

    /// <summary>The bins of pytorch-quantization: 2048 for the first tensor, and as many more of that width as later ones need.</summary>
    public static HistogramOptions Peer { get; } = new() { Form = HistogramForm.FirstTensor, MaximumBins = Unlimited };

    /// <summary>Where bins lie: <see cref="HistogramForm.PowerOfTwo"/> by default.</summary>
    public HistogramForm Form { get; init; }

    /// <summary>
    /// The number of bins, 2 or more; 2048 by default, as in pytorch-quantization. With <see cref="HistogramForm.PowerOfTwo"/> it is the most
    /// there are, and more than half of it are used; with the other forms it is what the first tensor's range is divided into.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 2.</exception>
    public int Bins
    {
        get;
        init => field = value >= 2 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A histogram has two bins or more.");
    } = 2048;

    /// <summary>
    /// The most bins that a histogram may have whose width the first tensor sets. A larger magnitude than before adds bins of the same width at
    /// the end; where that would exceed this limit, neighbouring bins are merged in pairs, and again, until it does not. Eight
    /// times <see cref="Bins"/> by default, and never less than <see cref="Bins"/>. Not read with <see cref="HistogramForm.PowerOfTwo"/>.
    /// </summary>
    /// <remarks>
    /// pytorch-quantization knows no limit (<see cref="Unlimited"/>): a first batch with magnitudes up to 0.001 and a second one up
    /// to 20 cost it forty million bins. Until the range has grown eightfold the two agree bin for bin.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">Below 2.</exception>
    public int MaximumBins
    {
        get => field == 0 ? (int)Math.Min(8L * Bins, Unlimited) : Math.Max(field, Bins);
        init => field = value >= 2 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A histogram may have two bins or more.");
    }

    /// <summary>Whether exact zeros are left out, for inputs that are mostly padding. Off by default.</summary>
    public bool SkipZeros { get; init; }
}
