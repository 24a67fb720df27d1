using QuantGen.Quantizers;
using QuantGen.Reporting.Html;
using static QuantGen.Reporting.Findings.FindingRules;

namespace QuantGen.Reporting.Findings;

/// <summary>Findings about the ranges of quantizers.</summary>
internal static class RangeFindings
{
    /// <summary>Quantizers that cannot quantize. Power-of-two twins tell of theirs.</summary>
    public static ReportFinding? Missing(QuantizationReport report) => About(
        FindingLevel.Fix,
        Places(report.Quantizers.Where(static quantizer => quantizer is { Enabled: true, Calibrated: false, IsFixedPoint: false }), static _ => ""),
        static count => $"{Count(count, "quantizer")} without a range: the twin cannot be evaluated.",
        "Calibrate with data that reaches them, load a calibrated checkpoint, or set their Amax. Figures in this report leave them in float.");

    /// <summary>Quantizers that calibration data did not reach.</summary>
    public static ReportFinding? Unreached(QuantizationReport report) => About(
        FindingLevel.Fix,
        [.. report.Unreached.Select(static name => new FindingPlace(name, ""))],
        static count => $"{Count(count, "quantizer")} saw no calibration data.",
        "No batch took their path. Add inputs that do, or switch them off with a LayerOverride; a range they have comes from elsewhere.");

    /// <summary>Quantizers of activations whose range counts as zero, so that nothing comes through.</summary>
    public static ReportFinding? Vanished(QuantizationReport report) => About(
        FindingLevel.Fix,
        Places(report.Quantizers.Where(static quantizer => Vanishes(quantizer)), static quantizer => $"range {Figures.Number(quantizer.Range!.Largest)}"),
        static count => $"{Count(count, "activation")} become nothing but zeros.",
        "Their ranges are 2^-24 or less, which counts as zero: the values have died out on the way, or calibration saw only zeros. " +
        "Check the model and the data.");

    /// <summary>Quantizers for which another calibration method is better.</summary>
    public static ReportFinding? Better(QuantizationReport report)
    {
        var found = report.Quantizers
            .Where(static quantizer => quantizer.Enabled && quantizer.Histogram?.Sqnr < Thresholds.GoodSqnr(quantizer.Bits))
            .Select(static quantizer => (Quantizer: quantizer, Best: quantizer.Histogram!.Ranges.MaxBy(static range => range.Sqnr)))
            .Where(static pair => pair.Best?.Sqnr - pair.Quantizer.Histogram!.Sqnr >= Thresholds.BetterRange)
            .OrderByDescending(static pair => pair.Best!.Sqnr - pair.Quantizer.Histogram!.Sqnr)
            .ToList();
        return About(
            FindingLevel.Check,
            [.. found.Select(static pair => new FindingPlace(
                pair.Quantizer.Name,
                $"{pair.Best!.Method} {Figures.Decibels(pair.Best.Sqnr)}, in use {Figures.Decibels(pair.Quantizer.Histogram!.Sqnr)}"))],
            static count => FormattableString.Invariant($"Another range suits {Count(count, "activation")} better by {Thresholds.BetterRange:0} dB or more."),
            "Compute ranges again with the method named and compare accuracy, or set the Amax of these quantizers alone.");
    }

    /// <summary>Activations with a low signal-to-noise ratio.</summary>
    public static ReportFinding? Noisy(QuantizationReport report) => About(
        FindingLevel.Check,
        Places(
            report.Quantizers
                .Where(static quantizer => quantizer.Role != QuantizerRole.Weight && Thresholds.IsLow(quantizer) && !Vanishes(quantizer))
                .OrderBy(static quantizer => quantizer.Sqnr),
            static quantizer => Figures.Decibels(quantizer.Sqnr)),
        static count => $"{Count(count, "activation")} with a low signal-to-noise ratio.",
        RangeAdvice.For(report).Noisy);

    /// <summary>Activations that are clipped much.</summary>
    public static ReportFinding? Clipped(QuantizationReport report) => About(
        FindingLevel.Check,
        Places(
            report.Quantizers
                .Where(static quantizer => quantizer is { Enabled: true, Clipped: > Thresholds.Clipped })
                .OrderByDescending(static quantizer => quantizer.Clipped),
            static quantizer => $"{Figures.Percent(quantizer.Clipped)} clipped"),
        static count => $"{Count(count, "quantizer")} with more than {Figures.Percent(Thresholds.Clipped)} of the values clipped.",
        RangeAdvice.For(report).Clipped);

    /// <summary>Quantizers that are switched off.</summary>
    public static ReportFinding? SwitchedOff(QuantizationReport report) => About(
        FindingLevel.Note,
        Places(report.Quantizers.Where(static quantizer => !quantizer.Enabled), static _ => ""),
        static count => $"{Count(count, "quantizer")} switched off.",
        "What they would quantize is computed in float, and left out of the figures.");

    private static bool Vanishes(QuantizerReport quantizer) =>
        quantizer is { Enabled: true, Range.Largest: <= IntegerGrid.ZeroRange } && quantizer.Role != QuantizerRole.Weight;

    private static IReadOnlyCollection<FindingPlace> Places(IEnumerable<QuantizerReport> quantizers, Func<QuantizerReport, string> figure) =>
        [.. quantizers.Select(quantizer => new FindingPlace(quantizer.Name, figure(quantizer)))];
}
