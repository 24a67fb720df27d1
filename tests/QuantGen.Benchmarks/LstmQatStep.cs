using ModelZoo;
using static TorchSharp.torch;

namespace QuantGen.Benchmarks;

/// <summary>
/// A training step of an LSTM classifier's twin beside one of the float model: two layers of 256 states over 64 tokens of 128 features, a batch of
/// 32. The float layer computes each step in one operator, the twin in several, because it quantizes the state in between.
/// </summary>
internal sealed class LstmQatStep : IBenchmark
{
    private const int Rounds = 25;
    private const int Batch = 32;
    private const int Tokens = 64;
    private const int Vocabulary = 1000;
    private const int Classes = 10;

    /// <inheritdoc/>
    public string Name => "qat.step.lstm";

    /// <inheritdoc/>
    public IEnumerable<Result> Run(TextWriter log, string prefix)
    {
        log.WriteLine($"{Name}: steps of a batch of {Batch} texts of {Tokens} tokens, one thread");
        random.manual_seed(1);
        using var model = new LstmClassifier(Vocabulary, Classes, width: 128, hidden: 256);
        using var texts = randint(Vocabulary, [Batch, Tokens]);
        using var labels = randint(Classes, [Batch]);
        using var twin = model.ToQuantized();
        Networks.Calibrate(twin, texts);
        var measured = Interleaved.Run(
            log,
            Rounds,
            new Variant("float", TrainingStep.Of(model, texts, labels)),
            new Variant("twin", TrainingStep.Of(twin, texts, labels)));
        yield return new Result(Name, measured[1].Processor / measured[0].Processor, "x float step");
    }
}
