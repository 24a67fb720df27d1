using QuantGen.Reporting.Measuring;

namespace QuantGen.Reporting.Findings;

/// <summary>Says in plain words what a reader should look at, and what to do.</summary>
internal static class FindingRules
{
    /// <summary>The most places that a finding names; the tables have them all.</summary>
    public const int MaximumPlaces = 5;

    /// <summary>The report with its findings.</summary>
    /// <param name="report">The report without.</param>
    /// <param name="weights">What was measured of weights, by quantizer.</param>
    /// <param name="powerOfTwo">What stands out in a power-of-two twin; empty in twins of other targets.</param>
    public static QuantizationReport With(
        QuantizationReport report, IReadOnlyDictionary<string, WeightFigures> weights, IReadOnlyList<ReportFinding> powerOfTwo)
    {
        IEnumerable<ReportFinding?> findings =
        [
            RangeFindings.Missing(report),
            .. powerOfTwo,
            RangeFindings.Unreached(report),
            RangeFindings.Vanished(report),
            OutputFindings.Classes(report),
            RangeFindings.Better(report),
            WeightFindings.SharedRange(report, weights),
            WeightFindings.Noisy(report, weights),
            RangeFindings.Noisy(report),
            RangeFindings.Clipped(report),
            OutputFindings.Sensitive(report),
            OutputFindings.Float(report),
            OutputFindings.Dead(report),
            RangeFindings.SwitchedOff(report),
            OutputFindings.Lowest(report),
        ];
        return report with { Findings = [.. findings.OfType<ReportFinding>().OrderBy(static finding => finding.Level)] };
    }

    /// <summary>A finding about the first few of some places; null when there are none.</summary>
    public static ReportFinding? About(FindingLevel level, IReadOnlyCollection<FindingPlace> places, Func<int, string> title, string advice) =>
        places.Count == 0 ? null : new ReportFinding(level, title(places.Count), advice, [.. places.Take(MaximumPlaces)]);

    /// <summary>The number with its noun: <c>1 quantizer</c>, <c>3 quantizers</c>.</summary>
    public static string Count(int count, string noun) => FormattableString.Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");
}
