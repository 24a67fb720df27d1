using QuantGen.Calibration;
using static TorchSharp.torch;

namespace QuantGen.Benchmarks;

/// <summary>Collecting histograms of all activations of a twin, beside the float model's forward pass over the same batches.</summary>
/// <param name="network">One of <see cref="Networks.Names"/>.</param>
internal sealed class HistogramCalibration(string network) : IBenchmark
{
    private const int Rounds = 25;
    private const int Batches = 4;

    /// <inheritdoc/>
    public string Name => $"calibration.histogram.{network}";

    /// <inheritdoc/>
    public IEnumerable<Result> Run(TextWriter log, string prefix)
    {
        using var networks = new Networks(network);
        networks.Float.eval();
        networks.Twin.eval();

        // By processor time one thread is measured best on a busy machine; what a second one brings only the clock tells.
        if (Name.StartsWith(prefix, StringComparison.Ordinal))
            yield return Measure(networks, log, Name, 1, static measurement => measurement.Processor);

        var name = $"{Name}.threads2";
        if (name.StartsWith(prefix, StringComparison.Ordinal))
            yield return Measure(networks, log, name, 2, static measurement => measurement.Clock);
    }

    private static Result Measure(Networks networks, TextWriter log, string name, int threads, Func<Measurement, double> time)
    {
        log.WriteLine($"{name}: {Batches} batches of 32, threads: {threads}");
        using var calibrator = new Calibrator(networks.Twin);
        var batches = Enumerable.Repeat(networks.Images, Batches).ToArray();
        set_num_threads(threads);
        try
        {
            var measured = Interleaved.Run(
                log,
                Rounds,
                new Variant("float", () => Forward(networks, batches)),
                new Variant("collecting", () => calibrator.Collect(batches)));
            return new Result(name, time(measured[1]) / time(measured[0]), "x float forward");
        }
        finally
        {
            set_num_threads(1);
        }
    }

    private static void Forward(Networks networks, Tensor[] batches)
    {
        using var noGrad = no_grad();
        foreach (var batch in batches)
        {
            using var scope = NewDisposeScope();
            networks.Float.call(batch);
        }
    }
}
