extern alias fixedpoint;

using QuantGen.PowerOfTwo;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using FixedPointModels = fixedpoint::ModelZoo.Models;

namespace QuantGen.Benchmarks;

/// <summary>
/// A training step of a power-of-two twin, which runs the float and the quantized branch, beside one of its float model: forward, cross
/// entropy, backward and SGD with momentum, of a batch of 32. Ranges are collected; the other figures are told on the way: ranges frozen, the
/// gradient of the quantized branch, and the vectorized batch normalization.
/// </summary>
internal sealed class PowerOfTwoStep : IBenchmark
{
    private const int Rounds = 21;
    private const int Batch = 32;
    private const int Classes = 10;

    /// <inheritdoc/>
    public string Name => "pow2.step";

    /// <inheritdoc/>
    public IEnumerable<Result> Run(TextWriter log, string prefix)
    {
        foreach (var network in new[] { "resnet20", "mobilenetv2" })
        {
            var name = $"{Name}.{network}";
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                yield return new Result(name, Measure(log, network), "x float step");
        }
    }

    private static double Measure(TextWriter log, string network)
    {
        log.WriteLine($"pow2.step.{network}: steps of a batch of {Batch}, one thread");
        random.manual_seed(1);
        using var images = randn(Batch, 3, 32, 32);
        using var labels = randint(Classes, [Batch]);
        using Module<Tensor, Tensor> model = network == "resnet20" ? FixedPointModels.ResNet20(Classes) : FixedPointModels.MobileNetV2(Classes);
        Prime(model, images);
        using var collecting = Twin(model, new());
        using var frozen = Twin(model, new());
        using var quantized = Twin(model, new() { PowerOfTwo = new() { Gradient = GradientForm.Quantized } });
        using var vectorized = Twin(model, new() { VectorizedBatchNorm = true });
        var freeze = Step(frozen, images, labels);
        freeze();
        foreach (var quantizer in frozen.modules().OfType<Pact2>())
            quantizer.UpdatesRange = false;

        var measured = Interleaved.Run(
            log,
            Rounds,
            new Variant("float", Step(model, images, labels)),
            new Variant("both branches", Step(collecting, images, labels)),
            new Variant("ranges frozen", freeze),
            new Variant("quantized gradient", Step(quantized, images, labels)),
            new Variant("own BatchNorm", Step(vectorized, images, labels)));
        return measured[1].Processor / measured[0].Processor;
    }

    // The quantized branch normalizes by running statistics: with those of a fresh network it would return next to nothing.
    private static void Prime(Module<Tensor, Tensor> model, Tensor images)
    {
        var norms = model.modules().OfType<BatchNorm>().ToList();
        var momenta = norms.ConvertAll(static norm => norm.momentum);
        norms.ForEach(static norm => norm.momentum = 1);
        using (NewDisposeScope())
        using (no_grad())
            model.call(images);

        foreach (var (norm, momentum) in norms.Zip(momenta))
            norm.momentum = momentum;
    }

    private static Module<Tensor, Tensor> Twin(Module<Tensor, Tensor> model, QuantizationOptions options) =>
        (Module<Tensor, Tensor>)((IQuantizable)model).ToQuantized(options);

    private static Action Step(Module<Tensor, Tensor> model, Tensor images, Tensor labels)
    {
        model.train();

        // So small a rate that the network stays what it is over all rounds.
        var optimizer = optim.SGD(model.parameters(), 1e-6, momentum: 0.9);
        return () =>
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            functional.cross_entropy(model.call(images), labels).backward();
            optimizer.step();
        };
    }
}
