using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>The step of bias correction that follows a batch.</summary>
internal static class BiasCorrection
{
    // TI's, so that a channel that does not vary divides nothing by nothing.
    private const double Deviation = 1e-6;

    /// <summary>
    /// b + eta (mean_float - mean_quantized), and w ((deviation_float + 1e-6) / (deviation_quantized + 1e-6))^eta where that was measured.
    /// Layers that a pass did not reach keep theirs.
    /// </summary>
    /// <param name="layers">The layers, which have seen the quantized pass.</param>
    /// <param name="expected">What each of them gave in the float pass.</param>
    /// <param name="eta">The part of the difference.</param>
    /// <exception cref="CalibrationException">A mean is NaN or infinite. Nothing has changed.</exception>
    public static void Apply(IReadOnlyList<CorrectedLayer> layers, IReadOnlyList<(Tensor Mean, Tensor? Deviation)?> expected, double eta)
    {
        var changes = new List<(CorrectedLayer Layer, Tensor Shift, Tensor? Factor)>(layers.Count);
        foreach (var (layer, wanted) in layers.Zip(expected))
        {
            if (wanted is not { } inFloat || layer.Take() is not { } quantized)
                continue;

            var factor = inFloat.Deviation is null || quantized.Deviation is null
                ? null
                : ((inFloat.Deviation + Deviation) / (quantized.Deviation + Deviation)).pow(eta);
            changes.Add((layer, layer.BiasOf((inFloat.Mean - quantized.Mean) * eta), factor));
        }

        ThrowUnlessFinite(changes);
        foreach (var (layer, shift, factor) in changes)
        {
            layer.Bias.add_(shift);
            if (factor is not null)
                layer.Weight!.mul_(layer.Align(factor));
        }
    }

    // One value is read for all layers.
    private static void ThrowUnlessFinite(List<(CorrectedLayer Layer, Tensor Shift, Tensor? Factor)> changes)
    {
        if (changes.Count == 0 || stack([.. changes.Select(static change => Sum(change))]).isfinite().all().item<bool>())
            return;

        var name = changes.Find(static change => !Sum(change).isfinite().item<bool>()).Layer.Name;
        throw new CalibrationException(
            $"Layer '{name}' gives NaN or infinity, or so large values that their mean cannot be told: check the data and the weights; the batch was left out.");
    }

    private static Tensor Sum((CorrectedLayer Layer, Tensor Shift, Tensor? Factor) change) =>
        (change.Factor is null ? change.Shift : change.Shift * change.Factor).abs().sum();
}
