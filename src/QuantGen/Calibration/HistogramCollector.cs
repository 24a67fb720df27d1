using System.Globalization;
using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Calibration;

/// <summary>Keeps one histogram of the magnitudes of everything it sees, from which any <see cref="CalibrationMethod"/> can choose a range.</summary>
/// <remarks>
/// Counts are 64 bit and exact, the number of bins is bounded, NaN and infinity are refused, and tensors that are all zero may come
/// first. With <see cref="HistogramForm.PowerOfTwo"/>, the default, the histogram depends on the values alone, and so can be saved
/// and added to others; the other forms are those of pytorch-quantization's HistogramCalibrator.
/// </remarks>
public sealed class HistogramCollector : IMergeableCollector
{
    /// <summary>The kind of its states.</summary>
    internal const string Kind = "histogram";

    private const string CountsKey = "counts";
    private const string LargestKey = "largest";

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
    /// <remarks>Collectors of one <see cref="Calibrator"/> that have seen the same tensors hold one histogram, which each of them reports.</remarks>
    public long HeldBytes => _histogram.HeldBytes;

    /// <summary>What holds the bins; the same for collectors that have seen the same tensors.</summary>
    internal object Memory => _histogram;

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
            ? tensor(RangeSearch.Find(histogram, method, descriptor.Format))
            : null;
    }

    /// <inheritdoc/>
    public CollectorState State()
    {
        if (Options.Form != HistogramForm.PowerOfTwo)
        {
            throw new CalibrationException(
                $"The bins of a histogram of form {Options.Form} follow from the tensor that came first, so that it cannot be added to others; use HistogramForm.PowerOfTwo.");
        }

        var histogram = Histogram();
        return new CollectorState
        {
            Kind = Kind,
            Settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [nameof(Options.Bins)] = Options.Bins.ToString(CultureInfo.InvariantCulture),
                [nameof(Options.SkipZeros)] = Options.SkipZeros.ToString(),
            },
            Count = Count,
            Integers = new Dictionary<string, ReadOnlyMemory<long>>(StringComparer.Ordinal)
            {
                [CountsKey] = histogram?.Counts.ToArray() ?? [],
            },
            Numbers = new Dictionary<string, ReadOnlyMemory<float>>(StringComparer.Ordinal)
            {
                [LargestKey] = histogram is null ? Array.Empty<float>() : new[] { histogram.Largest },
            },
        };
    }

    /// <inheritdoc/>
    public void Add(CollectorState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (State().DifferenceTo(state) is { } difference)
            throw new CalibrationException($"Statistics of {difference} cannot be added; collect all of them with the same options.");

        var counts = state.IntegersOf(CountsKey);
        var largest = state.NumbersOf(LargestKey);
        if (!IsSound(state.Count, counts, largest, Histogram()?.Total ?? 0))
            throw new CalibrationException("The numbers are not those of a histogram; the file they come from is damaged.");

        if (counts.Length > 0)
            _histogram = _histogram.Plus(counts, largest[0]);

        Count += state.Count;
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

    // What the numbers of a histogram of these options can be. Its bins follow from the largest value, which lies in the last of them.
    private bool IsSound(long tensors, ReadOnlySpan<long> counts, ReadOnlySpan<float> largest, long present)
    {
        if (counts.IsEmpty)
            return tensors >= 0 && tensors <= long.MaxValue - Count && largest.IsEmpty;
        if (tensors < 1 || tensors > long.MaxValue - Count || largest.Length != 1 || !float.IsFinite(largest[0]) || float.IsNegative(largest[0]))
            return false;
        if (counts.Length != PowerOfTwoBuilder.BinsFor(largest[0], Options.Bins))
            return false;

        UInt128 total = (ulong)present;
        foreach (var count in counts)
        {
            if (count < 0)
                return false;

            total += (ulong)count;
        }

        return total <= long.MaxValue && (counts.Length == Options.Bins || counts[^1] > 0);
    }
}
