using QuantGen.Reporting.Html;
using static QuantGen.Reporting.Findings.FindingRules;

namespace QuantGen.Reporting.Findings;

/// <summary>Findings about layers and the whole model.</summary>
internal static class OutputFindings
{
    /// <summary>The result differs from the float one.</summary>
    public static ReportFinding? Classes(QuantizationReport report)
    {
        if (report.Output is not { SameClass: < Thresholds.SameClass } output)
            return null;

        return new ReportFinding(
            output.Rows < Thresholds.Rows ? FindingLevel.Note : FindingLevel.Check,
            $"Only {Figures.Percent(output.SameClass)} of {Figures.Whole(output.Rows)} inputs keep their class.",
            "The noise grows most at the layers named here. Look at their ranges first, then keep the worst in float, or train the twin.",
            [.. Drops(report).Take(MaximumPlaces)]);
    }

    /// <summary>What a sensitivity analysis found worst.</summary>
    public static ReportFinding? Sensitive(QuantizationReport report) => About(
        FindingLevel.Check,
        [.. (report.Sensitivity?.Layers ?? []).Where(static layer => layer.Sensitivity is null or > 0).Take(3).Select(static layer => new FindingPlace(
            layer.Layer, layer.Sensitivity is { } cost ? $"costs {Figures.Number(cost)}" : "no number as the score"))],
        static count => count == 1 ? "One layer costs more than nothing by itself." : "The layers whose quantization costs most.",
        "If the cost is too high, give them more bits or leave them in float: QuantizationOptions.Layers with a LayerOverride.");

    /// <summary>Layers in float that hold many parameters.</summary>
    public static ReportFinding? Float(QuantizationReport report)
    {
        var found = report.FloatLayers
            .Where(layer => layer.Parameters >= Thresholds.FloatParameters * report.Model.Parameters)
            .OrderByDescending(static layer => layer.Parameters);
        return About(
            FindingLevel.Check,
            [.. found.Select(layer => new FindingPlace(layer.Name, $"{Figures.Percent((double)layer.Parameters / report.Model.Parameters)} of the parameters"))],
            static count => $"{Count(count, "layer")} in float with a large part of the parameters.",
            "The section on float layers says why. Quantize them, or accept their size and speed.");
    }

    /// <summary>Channels that do nothing.</summary>
    public static ReportFinding? Dead(QuantizationReport report) => About(
        FindingLevel.Note,
        [.. report.DeadChannels.Where(IsTelling).OrderByDescending(static dead => dead.Dead.Count).Select(static dead => new FindingPlace(
            dead.Layer,
            $"{Figures.Whole(dead.Dead.Count)} of {Figures.Whole(dead.Channels)} {(dead.Kind == QuantizerRole.Weight ? "output" : "input")} channels"))],
        static count => $"Dead channels in {Count(count, "place")}.",
        "Zeros cost time and nothing else. Many of them point to a training problem, or to a chance to prune.");

    /// <summary>The lowest figures, so that there is always something to begin with.</summary>
    public static ReportFinding? Lowest(QuantizationReport report) => About(
        FindingLevel.Note,
        [.. report.Quantizers
            .Where(static quantizer => quantizer is { Enabled: true, Sqnr: not null })
            .OrderBy(static quantizer => quantizer.Sqnr)
            .Take(3)
            .Select(static quantizer => new FindingPlace(quantizer.Name, Figures.Decibels(quantizer.Sqnr)))],
        static _ => "The lowest signal-to-noise ratios.",
        "Where accuracy is missing, begin here.");

    // In a few batches some input channels are silent by chance.
    private static bool IsTelling(DeadChannelReport dead) =>
        dead.Kind == QuantizerRole.Weight || dead.Dead.Count >= Thresholds.SilentInputs * dead.Channels;

    // Layers whose output is noisier than that of the layer before them.
    private static IEnumerable<FindingPlace> Drops(QuantizationReport report)
    {
        var previous = QuantizationReport.ExactSqnr;
        var drops = new List<(string Name, double Drop, double Sqnr)>();
        foreach (var layer in report.Layers.Where(static layer => layer.OutputSqnr is not null))
        {
            drops.Add((layer.Name, previous - layer.OutputSqnr!.Value, layer.OutputSqnr.Value));
            previous = layer.OutputSqnr.Value;
        }

        return drops.Skip(1).Where(static drop => drop.Drop > 0).OrderByDescending(static drop => drop.Drop)
            .Select(static drop => new FindingPlace(drop.Name, $"output {Figures.Decibels(drop.Sqnr)}, {Figures.Decibels(drop.Drop)} below the layer before"));
    }
}
