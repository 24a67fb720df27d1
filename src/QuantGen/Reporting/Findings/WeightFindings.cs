using QuantGen.Reporting.Html;
using QuantGen.Reporting.Measuring;
using static QuantGen.Reporting.Findings.FindingRules;

namespace QuantGen.Reporting.Findings;

/// <summary>Findings about weights.</summary>
internal static class WeightFindings
{
    /// <summary>Weights with one range although their channels differ much.</summary>
    public static ReportFinding? SharedRange(QuantizationReport report, IReadOnlyDictionary<string, WeightFigures> weights)
    {
        var found = report.Quantizers
            .Where(quantizer => SharesBadly(quantizer, weights))
            .OrderByDescending(quantizer => weights[quantizer.Name].Spread);
        return About(
            FindingLevel.Check,
            [.. found.Select(quantizer => new FindingPlace(
                quantizer.Name, $"largest channel {Figures.Factor(weights[quantizer.Name].Spread)} the smallest"))],
            static count => $"{Count(count, "weight")} with one range for channels of very different size.",
            RangeAdvice.For(report).SharedRange);
    }

    /// <summary>Weights with a low signal-to-noise ratio for which the shared range is not the reason.</summary>
    public static ReportFinding? Noisy(QuantizationReport report, IReadOnlyDictionary<string, WeightFigures> weights)
    {
        var found = report.Quantizers
            .Where(quantizer => quantizer.Role == QuantizerRole.Weight && Thresholds.IsLow(quantizer) && !SharesBadly(quantizer, weights))
            .OrderBy(static quantizer => quantizer.Sqnr);
        return About(
            FindingLevel.Check,
            [.. found.Select(static quantizer => new FindingPlace(quantizer.Name, Figures.Decibels(quantizer.Sqnr)))],
            static count => $"{Count(count, "weight")} with a low signal-to-noise ratio.",
            RangeAdvice.For(report).NoisyWeight);
    }

    private static bool SharesBadly(QuantizerReport quantizer, IReadOnlyDictionary<string, WeightFigures> weights) =>
        quantizer is { Enabled: true, Role: QuantizerRole.Weight, Granularity: "tensor" }
        && weights.GetValueOrDefault(quantizer.Name)?.Spread >= Thresholds.ChannelSpread;
}
