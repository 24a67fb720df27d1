using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Calibration;

/// <summary>Keeps one histogram of the magnitudes of everything it sees, from which any <see cref="CalibrationMethod"/> can choose a range.</summary>
/// <remarks>
/// The bins are those of pytorch-quantization's HistogramCalibrator: the first tensor's largest magnitude is divided into
/// <see cref="HistogramOptions.Bins"/>, later and larger ones append bins of the same width. Beyond it: counts are 64 bit and
/// exact, the number of bins is bounded, NaN and infinity are refused, and tensors that are all zero may come first.
/// </remarks>
public sealed class HistogramCollector : ICollector
{
    private SharedHistogram _histogram;

    /// <summary>Makes a collector.</summary>
    /// <param name="options">How magnitudes are binned; <see cref="HistogramOptions.Default"/> when not given.</param>
    public HistogramCollector(HistogramOptions? options = null)
    {
        Options = options ?? HistogramOptions.Default;
        _histogram = new SharedHistogram(Options, sharers: 1);
    }

    /// <summary>How magnitudes are binned.</summary>
    public HistogramOptions Options { get; }

    /// <inheritdoc/>
    public long Count { get; private set; }

    /// <inheritdoc/>
    public void Collect(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.numel() == 0)
            return;

        using var values = DenseFloats.Of(input);
        _histogram = _histogram.With(values);
        Count++;
    }

    /// <inheritdoc/>
    public void Reset()
    {
        _histogram = new SharedHistogram(Options, sharers: 1);
        Count = 0;
    }

    /// <summary>The histogram so far; <see langword="null"/> when nothing was collected, or nothing but zeros that are skipped.</summary>
    public Histogram? Histogram() => Count == 0 ? null : _histogram.Snapshot();

    /// <inheritdoc/>
    public Tensor? Amax(CalibrationMethod method, QuantDescriptor descriptor)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(descriptor);
        return Histogram() is { } histogram
            ? tensor(RangeSearch.Find(histogram, method, descriptor.Bits, descriptor.Unsigned))
            : null;
    }

    /// <summary>Resets collectors, and lets those of equal options count equal tensors once.</summary>
    internal static void Share(IEnumerable<HistogramCollector> collectors)
    {
        foreach (var alike in collectors.GroupBy(static collector => collector.Options))
        {
            var nothing = new SharedHistogram(alike.Key, alike.Count());
            foreach (var collector in alike)
            {
                collector._histogram = nothing;
                collector.Count = 0;
            }
        }
    }
}
