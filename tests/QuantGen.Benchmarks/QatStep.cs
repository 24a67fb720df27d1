using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Benchmarks;

/// <summary>
/// A <see cref="TrainingStep"/> of a twin beside one of its float model. Twins are the plain one
/// (<c>qat.step</c>), the one that computes in fused passes (<c>qat.fused</c>), and that with the vectorized batch normalization
/// (<c>qat.ownbn</c>); <c>.threads2</c> is the plain one on two threads.
/// </summary>
internal sealed class QatStep : IBenchmark
{
    private const int Rounds = 15;

    // Where its tensors come to lie in memory makes one copy of a network faster than another, for as long as it lives: of one network and its twin the ratio
    // varies from copy to copy with a standard deviation of 0.01, so the median of three says little about a percent.
    private const int Copies = 9;

    private static readonly string[] Forms = ["step", "fused", "ownbn"];

    /// <inheritdoc/>
    public string Name => "qat";

    /// <inheritdoc/>
    public IEnumerable<Result> Run(TextWriter log, string prefix)
    {
        foreach (var network in Networks.Names)
        {
            var forms = Forms.Where(form => $"qat.{form}.{network}".StartsWith(prefix, StringComparison.Ordinal)).ToArray();
            var twoThreads = $"qat.step.{network}.threads2";
            var onTwo = twoThreads.StartsWith(prefix, StringComparison.Ordinal);
            if (forms.Length == 0 && !onTwo)
                continue;

            // By processor time one thread is measured best on a busy machine; what a second one brings only the clock tells.
            if (forms.Length > 0)
            {
                foreach (var result in Measure(log, network, forms, 1, static measurement => measurement.Processor))
                    yield return result;
            }

            if (onTwo)
            {
                foreach (var result in Measure(log, network, ["step"], 2, static measurement => measurement.Clock))
                    yield return result with { Name = twoThreads };
            }
        }
    }

    private static IEnumerable<Result> Measure(TextWriter log, string network, string[] forms, int threads, Func<Measurement, double> time)
    {
        log.WriteLine($"qat.{network}: steps of a batch of 32, threads: {threads}");
        var copies = Enumerable.Range(0, Copies).Select(_ => MeasureCopy(log, network, forms, threads, time)).ToList();
        return forms.Select((form, i) => new Result($"qat.{form}.{network}", Median(copies.Select(ratios => ratios[i])), "x float step"));
    }

    private static IReadOnlyList<double> MeasureCopy(TextWriter log, string network, string[] forms, int threads, Func<Measurement, double> time)
    {
        using var networks = new Networks(network);
        networks.Calibrate();
        var twins = forms.Select(form => Twin(networks, form)).ToList();
        set_num_threads(threads);
        try
        {
            var variants = forms.Zip(twins, (form, twin) => new Variant(form, TrainingStep.Of(twin, networks.Images, networks.Labels)));
            var measured = Interleaved.Run(log, Rounds, [new Variant("float", TrainingStep.Of(networks.Float, networks.Images, networks.Labels)), .. variants]);
            return [.. measured.Skip(1).Select(measurement => time(measurement) / time(measured[0]))];
        }
        finally
        {
            set_num_threads(1);
            foreach (var twin in twins.Where(twin => !ReferenceEquals(twin, networks.Twin)))
                twin.Dispose();
        }
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Copies / 2);

    private static Module<Tensor, Tensor> Twin(Networks networks, string form) => form switch
    {
        "step" => networks.Twin,
        "fused" => networks.Fused(),
        _ => networks.Fused(new QuantizationOptions { VectorizedBatchNorm = true }),
    };
}
