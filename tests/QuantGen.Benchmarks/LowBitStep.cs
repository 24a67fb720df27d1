extern alias lowBit;

using QuantGen.LowBit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Models = lowBit::ModelZoo.Models;

namespace QuantGen.Benchmarks;

/// <summary>
/// A training step of a ResNet-20 that quantizes weights and inputs to few levels beside one of its float model: forward, cross entropy,
/// backward and SGD with momentum, of a batch of 128, on one thread. Named by the algorithm of both sides.
/// </summary>
/// <param name="name">What its results' names begin with.</param>
/// <param name="channelsLast">Whether pictures, and with them all activations, are in channels-last memory, in which the float step is faster.</param>
internal sealed class LowBitStep(string name, bool channelsLast) : IBenchmark
{
    private const int Rounds = 9;
    private const int Batch = 128;
    private const int Classes = 10;

    private static readonly (string Name, LowBitSide Weights, LowBitSide Activations)[] Forms =
    [
        Both("lsq", LowBitAlgorithm.Lsq),
        Both("lsqstep", LowBitAlgorithm.LsqStep),
        Both("pact", LowBitAlgorithm.Pact),
        Both("dorefa", LowBitAlgorithm.DoReFa),
        Both("lqnets", LowBitAlgorithm.LqNets),
        ("fatnn", Of(LowBitAlgorithm.Fatnn, 3), Of(LowBitAlgorithm.Fatnn, 4)),
        ("xnor", Of(LowBitAlgorithm.Xnor, 2), Of(LowBitAlgorithm.Xnor, 2)),
    ];

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public IEnumerable<Result> Run(TextWriter log, string prefix)
    {
        var forms = Forms.Where(form => $"{Name}.{form.Name}".StartsWith(prefix, StringComparison.Ordinal)).ToArray();
        if (forms.Length == 0)
            yield break;

        log.WriteLine($"{Name}: steps of a batch of {Batch}{(channelsLast ? " in channels-last memory" : "")}, one thread");
        random.manual_seed(1);
        using var images = channelsLast ? randn(Batch, 32, 32, 3).permute(0, 3, 1, 2) : randn(Batch, 3, 32, 32);
        using var labels = randint(Classes, [Batch]);
        using Module<Tensor, Tensor> model = Models.ResNet20(Classes);
        var twins = forms.Select(form => Twin(model, form.Weights, form.Activations)).ToList();
        var variants = forms.Zip(twins, (form, twin) => new Variant(form.Name, TrainingStep.Of(twin, images, labels)));
        var measured = Interleaved.Run(log, Rounds, [new Variant("float", TrainingStep.Of(model, images, labels)), .. variants]);
        twins.ForEach(static twin => twin.Dispose());
        for (var i = 0; i < forms.Length; i++)
            yield return new Result($"{Name}.{forms[i].Name}", measured[i + 1].Processor / measured[0].Processor, "x float step");
    }

    private static Module<Tensor, Tensor> Twin(Module<Tensor, Tensor> model, LowBitSide weights, LowBitSide activations) =>
        (Module<Tensor, Tensor>)((IQuantizable)model).ToQuantized(new() { LowBit = new() { Weights = weights, Activations = activations } });

    private static (string Name, LowBitSide Weights, LowBitSide Activations) Both(string name, LowBitAlgorithm algorithm) => (name, Of(algorithm, 4), Of(algorithm, 4));

    private static LowBitSide Of(LowBitAlgorithm algorithm, int levels) => new() { Algorithm = algorithm, Levels = levels };
}
