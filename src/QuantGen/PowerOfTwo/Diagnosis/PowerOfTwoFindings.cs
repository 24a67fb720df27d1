using QuantGen.Reporting;
using QuantGen.Reporting.Html;
using static QuantGen.Reporting.Findings.FindingRules;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>What is to be looked at in a power-of-two twin, by its parameters and ranges alone: what TI's tools warn of at run time.</summary>
public static class PowerOfTwoFindings
{
    /// <summary>Fewer batches than this say little of ranges and means (TI recommends 50 frames or more, and 100 to 1000 batches).</summary>
    public const int FewestBatches = 50;

    private const float LargestSpread = 256;

    /// <summary>Looks at a twin.</summary>
    /// <param name="twin">The twin, calibrated or not.</param>
    /// <returns>The findings, the worst first; none if nothing stands out.</returns>
    /// <exception cref="QuantizationException">The model is no power-of-two twin, or a weight holds NaN or infinity.</exception>
    public static IReadOnlyList<ReportFinding> Of(nn.Module twin)
    {
        ArgumentNullException.ThrowIfNull(twin);
        var parts = PowerOfTwoModules.Of(twin);
        PowerOfTwoModules.ThrowIfNone(twin, parts);
        using var scope = NewDisposeScope();
        IEnumerable<ReportFinding?> findings = [Uncalibrated(parts), InFloat(parts), OutlyingWeights(parts), SaturatedBiases(parts), DeadChannels(parts)];
        return [.. findings.OfType<ReportFinding>().OrderBy(static finding => finding.Level)];
    }

    /// <summary>Weights so far out that the rest of their layer has few levels; null for none.</summary>
    internal static ReportFinding? OutlyingWeights(IReadOnlyList<(string Name, nn.Module Module)> parts)
    {
        var found = new List<(FindingPlace Place, float Factor)>();
        foreach (var (name, layer) in Layers(parts))
        {
            using var scope = NewDisposeScope();
            var magnitudes = layer.Merged().Weight.abs();
            var (largest, median) = (magnitudes.max().item<float>(), magnitudes.median().item<float>());
            if ((layer.Options.WeightClipping ?? new WeightClipping()).Bound(largest, median) is not null)
                found.Add((new FindingPlace(name, $"largest {Figures.Number(largest)}, {Figures.Factor(largest / Math.Max(median, float.Epsilon))} the median"), largest / median));
        }

        return About(
            FindingLevel.Check,
            [.. found.OrderByDescending(static entry => entry.Factor).Select(static entry => entry.Place)],
            static count => $"{Count(count, "weight")} with values beyond 15 that are more than 16 times the median.",
            "A few large values leave the others few levels: clip them (PowerOfTwoOptions.WeightClipping, as in the recipe Advanced), or equalize the float model's layers before ToQuantized().");
    }

    /// <summary>A calibration that has seen little; null for enough, or for none.</summary>
    internal static ReportFinding? FewBatches(long batches) => batches is 0 or >= FewestBatches ? null : new ReportFinding(
        FindingLevel.Note,
        FormattableString.Invariant($"Calibration has seen {batches} batch{(batches == 1 ? "" : "es")} only."),
        FormattableString.Invariant($"From {FewestBatches} on ranges and corrected biases settle; 100 of 64 are usual."),
        []);

    private static ReportFinding? Uncalibrated(IReadOnlyList<(string Name, nn.Module Module)> parts) => About(
        FindingLevel.Fix,
        [.. parts.Where(static part => part.Module is Pact2 { Enabled: true, IsCalibrated: false }).Select(static part => new FindingPlace(part.Name, ""))],
        static count => $"{Count(count, "quantizer")} without a range: the twin cannot be evaluated.",
        "Calibrate with data that reaches them, load a calibrated checkpoint, or set their range.");

    private static ReportFinding? InFloat(IReadOnlyList<(string Name, nn.Module Module)> parts) =>
        parts.Any(static part => part.Module is Pact2 { Enabled: true } or PowerOfTwoLayer { Enabled: true }) ? null : new ReportFinding(
            FindingLevel.Fix,
            "Everything is switched off: the twin computes in float.",
            "Biases and weights of a calibrated or trained twin fit its quantized form; in float it is worse than the float model. Switch layers and quantizers on.",
            []);

    private static ReportFinding? SaturatedBiases(IReadOnlyList<(string Name, nn.Module Module)> parts) => About(
        FindingLevel.Check,
        [.. Layers(parts)
            .Where(static entry => entry.Layer.Enabled)
            .Select(static entry => (entry.Name, Biases: entry.Layer.Measure().SaturatedBiases))
            .Where(static entry => entry.Biases > 0)
            .OrderByDescending(static entry => entry.Biases)
            .Select(static entry => new FindingPlace(entry.Name, Count(entry.Biases, "channel")))],
        static count => $"Biases of {Count(count, "layer")} saturate in a 16-bit accumulator.",
        "Their input or weight has too fine a scale for the size of the bias: use BiasMode.ReduceWeightScale, or BiasMode.Int32 if the device has 32 bits.");

    private static ReportFinding? DeadChannels(IReadOnlyList<(string Name, nn.Module Module)> parts) => About(
        FindingLevel.Note,
        [.. Layers(parts)
            .Where(static entry => entry.Layer is { Enabled: true, HasChannelScales: true })
            .Select(static entry => (entry.Name, Scales: entry.Layer.Measure().Scales))
            .Select(static entry => (entry.Name, Dead: entry.Scales.Count(scale => scale >= LargestSpread * entry.Scales.Min()), entry.Scales.Length))
            .Where(static entry => entry.Dead > 0)
            .OrderByDescending(static entry => entry.Dead)
            .Select(static entry => new FindingPlace(entry.Name, FormattableString.Invariant($"{entry.Dead} of {entry.Length} channels")))],
        static count => $"Next to dead channels in {Count(count, "weight")}.",
        "Their scale is held at 256 times that of the whole weight. They cost time and do next to nothing.");

    private static IEnumerable<(string Name, PowerOfTwoLayer Layer)> Layers(IReadOnlyList<(string Name, nn.Module Module)> parts) =>
        parts.Where(static part => part.Module is PowerOfTwoLayer).Select(static part => (part.Name, (PowerOfTwoLayer)part.Module));
}
