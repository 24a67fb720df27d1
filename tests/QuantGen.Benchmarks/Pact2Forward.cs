using QuantGen.PowerOfTwo;
using static TorchSharp.torch;

namespace QuantGen.Benchmarks;

/// <summary>What a power-of-two quantizer costs beside a plain copy: with a frozen range, while it collects one, and in a training step.</summary>
internal sealed class Pact2Forward : IBenchmark
{
    private const int Rounds = 101;
    private const double Million = 1e6;

    /// <inheritdoc/>
    public string Name => "pact2.forward";

    /// <inheritdoc/>
    public IEnumerable<Result> Run(TextWriter log, string prefix)
    {
        log.WriteLine($"{Name}: 32 x 64 x 56 x 56 values, one thread");
        using var input = randn(32, 64, 56, 56);
        using var leaf = input.clone().requires_grad_();
        using var gradient = randn(32, 64, 56, 56);
        using var frozen = new Pact2 { UpdatesRange = false };
        using var collecting = new Pact2();
        using var spread = new Pact2(new Pact2Options { Tail = 0 });
        frozen.SetRange(-3, 3);
        var bytes = 2.0 * input.numel() * sizeof(float);
        var batch = 0UL;
        var measured = Interleaved.Run(
            log,
            Rounds,
            new Variant("copy", () => input.clone().Dispose()),
            new Variant("range frozen", () => Evaluate(frozen)),
            new Variant("range of histogram", () => BatchRange.Of(input, 0.01, batch++)),
            new Variant("range of extremes", () => BatchRange.Of(input, tail: 0, key: 0)),
            new Variant("collecting", () => Evaluate(collecting)),
            new Variant("collecting extremes", () => Evaluate(spread)),
            new Variant("step, range frozen", () => Step(frozen.call)),
            new Variant("step, collecting", () => Step(collecting.call)),
            new Variant("step, relu", () => Step(static x => x.relu())));
        yield return new Result(Name, bytes / measured[1].Processor / Million, "GB/s");
        yield return new Result("pact2.copy", bytes / measured[0].Processor / Million, "GB/s");
        string[] names = ["copy", "frozen", "histogram", "extremes", "collecting", "collectingExtremes", "stepFrozen", "stepCollecting", "stepRelu"];
        foreach (var (name, measurement) in names.Zip(measured))
            yield return new Result($"pact2.million.{name}", measurement.Processor * Million / input.numel(), "ms");

        void Evaluate(Pact2 quantizer)
        {
            using var noGrad = no_grad();
            quantizer.call(input).Dispose();
        }

        void Step(Func<Tensor, Tensor> function)
        {
            using var output = function(leaf);
            output.backward([gradient]);
            using var grad = leaf.grad;
            leaf.grad = null;
        }
    }
}
