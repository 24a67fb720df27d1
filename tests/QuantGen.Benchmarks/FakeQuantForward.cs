using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Benchmarks;

/// <summary>The bytes that fake quantization of an activation reads and writes in a second, beside those of a plain copy.</summary>
internal sealed class FakeQuantForward : IBenchmark
{
    private const int Rounds = 101;

    /// <inheritdoc/>
    public string Name => "fakequant.forward";

    /// <inheritdoc/>
    public IEnumerable<Result> Run(TextWriter log, string prefix)
    {
        log.WriteLine($"{Name}: 32 x 64 x 56 x 56 values, one thread");
        using var noGrad = no_grad();
        using var input = randn(32, 64, 56, 56);
        using var amax = tensor(3f);
        var bytes = 2.0 * input.numel() * sizeof(float);
        var measured = Interleaved.Run(
            log,
            Rounds,
            new Variant("copy", () => input.clone().Dispose()),
            new Variant("fake quant", () => FakeQuantization.Apply(input, amax).Dispose()));
        yield return new Result(Name, bytes / measured[1].Processor / 1e6, "GB/s");
        yield return new Result("fakequant.copy", bytes / measured[0].Processor / 1e6, "GB/s");
    }
}
