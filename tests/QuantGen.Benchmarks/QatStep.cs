using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Benchmarks;

/// <summary>A training step of a twin beside one of its float model: forward, cross entropy, backward and SGD with momentum.</summary>
internal sealed class QatStep : IBenchmark
{
    private const int Rounds = 25;

    /// <inheritdoc/>
    public string Name => "qat.step.resnet20";

    /// <inheritdoc/>
    public IEnumerable<Result> Run(TextWriter log, string prefix)
    {
        log.WriteLine($"{Name}: batch 32, one thread");
        using var networks = new Networks();
        networks.Calibrate();
        var measured = Interleaved.Run(
            log,
            Rounds,
            new Variant("float step", Step(networks.Float, networks)),
            new Variant("QAT step", Step(networks.Twin, networks)));
        yield return new Result(Name, measured[1].Processor / measured[0].Processor, "x float step");
    }

    private static Action Step(Module<Tensor, Tensor> model, Networks networks)
    {
        model.train();

        // So small a rate that the network stays what it is over all rounds.
        var optimizer = optim.SGD(model.parameters(), 1e-6, momentum: 0.9);
        return () =>
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            functional.cross_entropy(model.call(networks.Images), networks.Labels).backward();
            optimizer.step();
        };
    }
}
