using QuantGen.LowBit;
using QuantGen.Modules;
using QuantGen.PowerOfTwo;
using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Sensitivity;

/// <summary>Finds the layers whose quantization does the most harm, by switching one layer at a time.</summary>
/// <remarks>
/// A layer is what <see cref="LayerOverride"/> names: all quantizers of a layer together, or a quantizer that stands by itself, as that of a
/// skip operand. In a power-of-two twin weights and activations are looked at apart: each layer, and each <see cref="Pact2"/>. What is off at the
/// beginning stays off and is not looked at.
/// </remarks>
public static class SensitivityAnalysis
{
    private const string Phase = "sensitivity";

    /// <summary>Measures the sensitivity of the layers of a twin.</summary>
    /// <param name="twin">A calibrated twin.</param>
    /// <param name="evaluate">
    /// Returns a score of the model on data of your choice, always the same. It is called once for each layer and once more, while the model
    /// is in evaluation mode and no gradient is recorded.
    /// </param>
    /// <param name="options">What is measured; null for one quantized layer at a time and scores of which a higher one is better.</param>
    /// <param name="progress">Is told after each evaluation how many are done.</param>
    /// <param name="cancellationToken">Ends the measurement between two evaluations.</param>
    /// <returns>The layers, the most sensitive first.</returns>
    /// <exception cref="QuantizationException">The model has no enabled quantizer, or a name of the options matches no layer.</exception>
    /// <exception cref="OperationCanceledException">The measurement was cancelled.</exception>
    /// <remarks>
    /// However it ends, also by an exception of <paramref name="evaluate"/>, which is passed on, all switches and the training mode of every
    /// module are as they were before.
    /// </remarks>
    public static SensitivityResult Measure(
        nn.Module twin,
        Func<double> evaluate,
        SensitivityOptions? options = null,
        IProgress<QuantizationProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(twin);
        ArgumentNullException.ThrowIfNull(evaluate);
        options ??= new SensitivityOptions();
        var layers = Layers(twin);
        var chosen = Choose(layers, options.Layers, twin);
        using var state = new SwitchState(twin);
        var isOnAtRest = options.Mode == SensitivityMode.OneFloat;
        foreach (var layer in layers)
            layer.Switch(isOnAtRest);

        twin.eval();
        var (done, total) = (0L, chosen.Count + 1L);
        progress?.Report(new QuantizationProgress(Phase, done, total));
        var reference = Evaluate();
        var found = new List<LayerSensitivity>(chosen.Count);
        foreach (var layer in chosen)
        {
            layer.Switch(!isOnAtRest);
            var score = Evaluate();
            layer.Switch(isOnAtRest);
            var (inFloat, quantized) = isOnAtRest ? (score, reference) : (reference, score);
            found.Add(new LayerSensitivity(layer.Name, score, options.HigherIsBetter ? inFloat - quantized : quantized - inFloat));
        }

        return new SensitivityResult(options.Mode, options.HigherIsBetter, reference, [.. found.OrderByDescending(Rank)]);

        double Evaluate()
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using var noGradient = no_grad();
            var score = evaluate();
            progress?.Report(new QuantizationProgress(Phase, ++done, total));
            return score;
        }
    }

    /// <summary>Measures the sensitivity of the layers of a twin, which is handed to the evaluation.</summary>
    /// <param name="twin">A calibrated twin.</param>
    /// <param name="evaluate">Returns a score of the model it is given.</param>
    /// <param name="options">As in the other form.</param>
    /// <param name="progress">As there.</param>
    /// <param name="cancellationToken">As there.</param>
    /// <returns>As there.</returns>
    /// <exception cref="QuantizationException">As there.</exception>
    /// <exception cref="OperationCanceledException">As there.</exception>
    public static SensitivityResult Measure<T>(
        T twin,
        Func<T, double> evaluate,
        SensitivityOptions? options = null,
        IProgress<QuantizationProgress>? progress = null,
        CancellationToken cancellationToken = default)
        where T : nn.Module
    {
        ArgumentNullException.ThrowIfNull(evaluate);
        return Measure(twin, () => evaluate(twin), options, progress, cancellationToken);
    }

    private static double Rank(LayerSensitivity layer) =>
        double.IsNaN(layer.Sensitivity) ? double.PositiveInfinity : layer.Sensitivity;

    private static List<SwitchedLayer> Layers(nn.Module twin)
    {
        var layers = QuantizerSite.Of(twin)
            .Where(static site => site.Quantizer.Enabled)
            .GroupBy(static site => site.Layer, StringComparer.Ordinal)
            .Select(static sites => new SwitchedLayer(
                sites.Key.Length == 0 ? sites.First().Quantizer.FullName : sites.Key,
                [.. sites.SelectMany(static site => site.Names).Distinct(StringComparer.Ordinal)],
                isOn => SwitchAll(sites.Select(static site => site.Quantizer), isOn)))
            .Concat(PowerOfTwoModules.Of(twin).Select(static part => Layer(part.Name, part.Module)).OfType<SwitchedLayer>())
            .Concat(LowBitParts.Layers(twin).Where(static part => part.Layer.Enabled).Select(static part => new SwitchedLayer(part.Name, [part.Name], isOn => part.Layer.Enabled = isOn)))
            .ToList();
        return layers.Count > 0
            ? layers
            : throw new QuantizationException(
                $"The model '{twin.GetName()}' has no quantizer that is enabled; measure the calibrated twin, not the float model.");
    }

    private static List<SwitchedLayer> Choose(List<SwitchedLayer> layers, ValueList<string> patterns, nn.Module twin)
    {
        var names = layers.SelectMany(static layer => layer.Names).Distinct(StringComparer.Ordinal).ToList();
        foreach (var pattern in patterns)
        {
            if (!names.Exists(name => LayerOverrides.Matches(pattern, name)))
                throw LayerOverrides.NoMatch(pattern, twin, names);
        }

        return patterns.Count == 0
            ? layers
            : layers.FindAll(layer => patterns.Any(pattern => layer.Names.Any(name => LayerOverrides.Matches(pattern, name))));
    }

    private static SwitchedLayer? Layer(string name, nn.Module module) => module switch
    {
        PowerOfTwoLayer { Enabled: true } layer => new SwitchedLayer(name, [name], isOn => layer.Enabled = isOn),
        Pact2 { Enabled: true } quantizer => new SwitchedLayer(name, [name], isOn => quantizer.Enabled = isOn),
        _ => null,
    };

    private static void SwitchAll(IEnumerable<TensorQuantizer> quantizers, bool isOn)
    {
        foreach (var quantizer in quantizers)
            quantizer.Enabled = isOn;
    }

    private sealed record SwitchedLayer(string Name, IReadOnlyList<string> Names, Action<bool> Switch);
}
