using QuantGen.Calibration;

namespace QuantGen.Tests.Calibration;

/// <summary>Makes histograms of plain arrays.</summary>
/// <param name="options">How magnitudes are binned.</param>
internal sealed class HistogramBuilderOf(HistogramOptions options)
{
    private readonly HistogramBuilder _builder = HistogramBuilder.Create(options);

    /// <summary>Adds batches one after the other.</summary>
    public Histogram Of(params float[][] batches)
    {
        foreach (var batch in batches)
        {
            var counted = batch.Where(value => value != 0 || !options.SkipZeros).Select(MathF.Abs).DefaultIfEmpty(0).ToList();
            _builder.MakeRoom(counted.Min(), counted.Max());
            _builder.Count(batch);
        }

        return _builder.Snapshot() ?? throw new InvalidOperationException("Nothing was counted.");
    }
}
