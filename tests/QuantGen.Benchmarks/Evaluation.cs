using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Benchmarks;

/// <summary>
/// A forward pass of a calibrated twin with fused passes in evaluation without gradients, beside its float model's, on a batch and on a single picture. The twin keeps
/// its quantized weights; the log also has one that computes them anew, because gradients are recorded, though none are wanted.
/// </summary>
internal sealed class Evaluation : IBenchmark
{
    private const int Rounds = 25;

    /// <inheritdoc/>
    public string Name => "evaluation";

    /// <inheritdoc/>
    public IEnumerable<Result> Run(TextWriter log, string prefix)
    {
        foreach (var network in Networks.Names)
        {
            var (name, single) = ($"{Name}.{network}", $"{Name}.{network}.single");
            if (!single.StartsWith(prefix, StringComparison.Ordinal))
                continue;

            using var networks = new Networks(network);
            using var keeping = networks.Fused();
            using var recording = networks.Fused();
            foreach (var model in new[] { networks.Float, keeping, recording })
                model.eval();
            foreach (var parameter in recording.parameters())
                parameter.requires_grad = false;

            using var picture = networks.Images.narrow(0, 0, 1).clone();
            foreach (var (figure, input) in new[] { (name, networks.Images), (single, picture) })
            {
                log.WriteLine($"{figure}: {input.size(0)} pictures, one thread");
                var measured = Interleaved.Run(
                    log,
                    Rounds,
                    new Variant("float", () => Forward(networks.Float, input, records: false)),
                    new Variant("twin", () => Forward(keeping, input, records: false)),
                    new Variant("keeps none", () => Forward(recording, input, records: true)));
                yield return new Result(figure, measured[1].Processor / measured[0].Processor, "x float forward");
            }
        }
    }

    private static void Forward(Module<Tensor, Tensor> model, Tensor input, bool records)
    {
        using var scope = NewDisposeScope();
        using var mode = set_grad_enabled(records);
        model.call(input);
    }
}
