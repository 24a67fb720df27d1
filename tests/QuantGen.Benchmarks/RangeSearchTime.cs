using QuantGen.Calibration;
using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Benchmarks;

/// <summary>The search of one quantizer's range in a histogram of 2,048 bins, 8 bits, one thread.</summary>
/// <param name="method">How the range is chosen.</param>
internal sealed class RangeSearchTime(CalibrationMethod method) : IBenchmark
{
    private const int Rounds = 101;

    /// <inheritdoc/>
    public string Name => $"calibration.{method}";

    /// <inheritdoc/>
    public IEnumerable<Result> Run(TextWriter log, string prefix)
    {
        log.WriteLine($"{Name}: 2048 bins, behind a ReLU and around zero");
        Variant[] variants = [Search("relu", relu: true), Search("gauss", relu: false)];
        yield return new Result(Name, Interleaved.Run(log, Rounds, variants).Max(static measurement => measurement.Processor), "ms a quantizer");
    }

    private Variant Search(string name, bool relu)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(3);
        var values = randn(1_000_000);

        // Bins that the first tensor sets are always 2048.
        var collector = new HistogramCollector(HistogramOptions.Peer);
        collector.Collect(relu ? values.relu() : values);
        var histogram = collector.Histogram()!;
        return new Variant(name, () => RangeSearch.Find(histogram, method, NumberFormat.Integer(8)));
    }
}
