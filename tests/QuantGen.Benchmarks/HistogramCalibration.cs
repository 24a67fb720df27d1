using QuantGen.Calibration;
using static TorchSharp.torch;

namespace QuantGen.Benchmarks;

/// <summary>Collecting histograms of all activations of a twin, beside the float model's forward pass over the same batches.</summary>
internal sealed class HistogramCalibration : IBenchmark
{
    private const int Rounds = 25;
    private const int Batches = 4;

    /// <inheritdoc/>
    public string Name => "calibration.histogram.resnet20";

    /// <inheritdoc/>
    public IEnumerable<Result> Run(TextWriter log, string prefix)
    {
        log.WriteLine($"{Name}: {Batches} batches of 32, one thread");
        using var networks = new Networks();
        using var calibrator = new Calibrator(networks.Twin);
        networks.Float.eval();
        networks.Twin.eval();
        var batches = Enumerable.Repeat(networks.Images, Batches).ToArray();
        var measured = Interleaved.Run(
            log,
            Rounds,
            new Variant("float", () => Forward(networks, batches)),
            new Variant("collecting", () => calibrator.Collect(batches)));
        yield return new Result(Name, measured[1].Processor / measured[0].Processor, "x float forward");
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
