using QuantGen.Calibration;
using QuantGen.Samples.Tests.Support;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Samples.Tests.Zoo;

/// <summary>
/// What a model of the zoo and its twin did. Measured once for each model, because making the large ones takes longer than running them;
/// neither the model nor its twin is kept.
/// </summary>
internal sealed class ZooOutcome
{
    private const int Seed = 20;

    private static readonly Dictionary<string, ZooOutcome> Measured = new(StringComparer.Ordinal);

    private ZooOutcome()
    {
    }

    /// <summary>How many numbers the parameters hold.</summary>
    public required long Parameters { get; init; }

    /// <summary>A line for each quantizer of the fresh twin.</summary>
    public required string Quantizers { get; init; }

    /// <summary>How many quantizers the twin has.</summary>
    public required int QuantizerCount { get; init; }

    /// <summary>Whether the twin that merges nothing and quantizes nothing gives the model's outputs, bit for bit, in evaluation.</summary>
    public required bool IsExactInEvaluation { get; init; }

    /// <summary>The same in training, with all random numbers alike; null where that is not compared.</summary>
    public required bool? IsExactInTraining { get; init; }

    /// <summary>Keys of the model's state that the twin's has not, and the reverse but for quantizers.</summary>
    public required IReadOnlyList<string> DifferentKeys { get; init; }

    /// <summary>Signal to quantization noise of the calibrated twin's outputs, in dB.</summary>
    public required double Sqnr { get; init; }

    /// <summary>The quantizers that no data reached in calibration.</summary>
    public required IReadOnlyList<string> Unreached { get; init; }

    /// <summary>What the model of that name did.</summary>
    public static ZooOutcome Of(string name) => Of(ZooModels.Of(name));

    /// <summary>What a model did, whose name no other has.</summary>
    public static ZooOutcome Of(ZooModel zoo)
    {
        if (!Measured.TryGetValue(zoo.Name, out var outcome))
            Measured.Add(zoo.Name, outcome = Measure(zoo));

        return outcome;
    }

    private static ZooOutcome Measure(ZooModel zoo)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        random.manual_seed(Seed);
        using var model = zoo.Create();
        ZooNorms.Set(zoo, model);

        var (evaluation, training) = Compare(zoo, model);
        model.eval();
        using var twin = Twin(model);
        twin.eval();
        var quantizers = twin.Quantizers();
        var summary = QuantizerSummary.Of(twin);
        var (sqnr, unreached) = Quantize(zoo, model, twin);
        return new ZooOutcome
        {
            Parameters = model.parameters().Sum(static parameter => parameter.numel()),
            Quantizers = summary,
            QuantizerCount = quantizers.Count,
            DifferentKeys = DifferentKeysOf(model, twin),
            IsExactInEvaluation = evaluation,
            IsExactInTraining = training,
            Sqnr = sqnr,
            Unreached = unreached,
        };
    }

    private static (bool Evaluation, bool? Training) Compare(ZooModel zoo, Module model)
    {
        using var scope = NewDisposeScope();
        using var twin = Twin(model, new QuantizationOptions { FoldBatchNorm = false });
        foreach (var (_, quantizer) in twin.Quantizers())
            quantizer.Enabled = false;

        var input = zoo.Input();
        return (Same(training: false), zoo.ComparesTraining ? Same(training: true) : null);

        bool Same(bool training)
        {
            // Running statistics change in training, those of model and twin alike.
            var expected = Outputs(model, training);
            var actual = Outputs(twin, training);
            return expected.Count == actual.Count && expected.Zip(actual).All(static pair => Bits.Equal(pair.First, pair.Second));
        }

        IReadOnlyList<Tensor> Outputs(Module module, bool training)
        {
            module.train(training);
            random.manual_seed(Seed + 1);
            return zoo.Run(module, input.clone());
        }
    }

    private static (double Sqnr, IReadOnlyList<string> Unreached) Quantize(ZooModel zoo, Module model, Module twin)
    {
        using var scope = NewDisposeScope();
        using var calibrator = new Calibrator(twin);
        calibrator.Collect(() => zoo.Run(twin, zoo.Input()));
        calibrator.Collect(() => zoo.Run(twin, zoo.Input()));
        var result = calibrator.Compute(CalibrationMethod.Max);

        var input = zoo.Input();
        var expected = zoo.Run(model, input.clone());
        var actual = zoo.Run(twin, input.clone());
        return (SignalToNoise.Decibels(expected, actual), result.Unreached);
    }

    private static List<string> DifferentKeysOf(Module model, Module twin)
    {
        var keys = model.state_dict().Keys.ToHashSet(StringComparer.Ordinal);
        keys.SymmetricExceptWith(twin.state_dict().Keys.Where(static key => !key.EndsWith("._amax", StringComparison.Ordinal)));
        return [.. keys];
    }

    private static Module Twin(Module model, QuantizationOptions? options = null) => ((IQuantizable)model).ToQuantized(options);
}
