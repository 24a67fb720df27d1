using QuantGen.Sensitivity;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>
/// Says whether a loss of accuracy comes from quantization: if it is there with 16 bits too, it does not (TI's first check). If it does, says which
/// layers cost most.
/// </summary>
public static class PowerOfTwoDiagnosis
{
    private const string Phase = "diagnose";
    private const int Steps = 3;

    /// <summary>Measures a float model and its twins.</summary>
    /// <typeparam name="TModel">What both are, as <c>Module&lt;Tensor, Tensor&gt;</c>.</typeparam>
    /// <param name="model">The float model.</param>
    /// <param name="calibrated">
    /// Makes a twin of the given bits, 16 and then 8, and calibrates it: <c>bits => { var recipe = PowerOfTwoRecipe.Advanced with { Bits = bits }; ... }</c>.
    /// The twins are disposed.
    /// </param>
    /// <param name="evaluate">
    /// Returns a score of the model it is given, always on the same data. The model is in evaluation mode and no gradient is recorded. It is called
    /// three times, and once more for each layer and quantizer if these are measured, and once for all.
    /// </param>
    /// <param name="options">How it judges; null for scores of which a higher one is better, and a loss of up to 0.01.</param>
    /// <param name="progress">Told after each evaluation.</param>
    /// <param name="ct">Looked at between evaluations.</param>
    /// <exception cref="QuantizationException">A twin is no power-of-two twin.</exception>
    /// <exception cref="OperationCanceledException">Cancellation was asked for.</exception>
    public static DiagnosisResult Measure<TModel>(
        TModel model,
        Func<int, TModel> calibrated,
        Func<TModel, double> evaluate,
        DiagnosisOptions? options = null,
        IProgress<QuantizationProgress>? progress = null,
        CancellationToken ct = default)
        where TModel : nn.Module
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(calibrated);
        ArgumentNullException.ThrowIfNull(evaluate);
        options ??= new DiagnosisOptions();
        var inFloat = Score(model, evaluate, ct);
        progress?.Report(new QuantizationProgress(Phase, 1, Steps));
        double with16;
        using (var twin = Twin(calibrated, 16))
            with16 = Score(twin, evaluate, ct);

        progress?.Report(new QuantizationProgress(Phase, 2, Steps));
        using var with8Bits = Twin(calibrated, 8);
        var with8 = Score(with8Bits, evaluate, ct);
        progress?.Report(new QuantizationProgress(Phase, Steps, Steps));

        var verdict = (IsLoss(inFloat, with8, options), IsLoss(inFloat, with16, options)) switch
        {
            (false, _) => QuantizationVerdict.None,
            (true, false) => QuantizationVerdict.Quantization,
            _ => QuantizationVerdict.SomethingElse,
        };
        var layers = verdict == QuantizationVerdict.Quantization || options.AlwaysMeasureLayers
            ? SensitivityAnalysis.Measure(
                with8Bits, evaluate, new SensitivityOptions { Mode = SensitivityMode.OneFloat, HigherIsBetter = options.HigherIsBetter }, progress, ct)
            : null;
        return new DiagnosisResult(inFloat, with16, with8, verdict, layers);
    }

    private static TModel Twin<TModel>(Func<int, TModel> calibrated, int bits)
        where TModel : nn.Module
    {
        var twin = calibrated(bits) ?? throw new QuantizationException($"There is no twin of {bits} bits: return one that is calibrated.");
        PowerOfTwoModules.ThrowIfNone(twin, PowerOfTwoModules.Of(twin));
        return twin;
    }

    // A score that is no number is a loss.
    private static bool IsLoss(double inFloat, double quantized, DiagnosisOptions options) =>
        !((options.HigherIsBetter ? inFloat - quantized : quantized - inFloat) <= options.Tolerance);

    private static double Score<TModel>(TModel model, Func<TModel, double> evaluate, CancellationToken ct)
        where TModel : nn.Module
    {
        ct.ThrowIfCancellationRequested();
        using var state = new SwitchState(model);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        model.eval();
        return evaluate(model);
    }
}
