using QuantGen.Reporting.Findings;

namespace QuantGen.Reporting.Html;

/// <summary>The table of all quantizers.</summary>
internal sealed class QuantizerSection(QuantizationReport report, Anchors anchors) : PageSection("quantizers", "All quantizers", "Quantizers")
{
    /// <inheritdoc/>
    protected override void WriteContent(HtmlWriter page)
    {
        Lead(page, report.IsFixedPoint
            ? "In the order of the model. The range is the clip bound, the stored range rounded up to a power of two: what lies beyond it is clipped."
            : "In the order of the model. The range is amax: what lies beyond it is clipped.");
        using var table = new PageTable(page, "Quantizers", "sort filter",
        [
            new("Quantizer"), new("What", "wide"), new("Format", "wide"), new("Range for each", "wide"),
            .. report.IsFixedPoint
                ? [new PageColumn("Stored range", "wide", "As it was collected"), new PageColumn("Scale", "n wide", "Levels a unit")]
                : Array.Empty<PageColumn>(),
            new("Range", "n", report.IsFixedPoint ? "The clip bound" : "amax: the largest magnitude that is represented"),
            new("Clipped", "n", "Share of the values beyond the range"),
            new("SQNR, dB", "n", "Signal over quantization noise"),
        ]);
        foreach (var quantizer in report.Quantizers)
            Row(page, table, quantizer);
    }

    private void Row(HtmlWriter page, PageTable table, QuantizerReport quantizer)
    {
        using (table.Row(anchors.Quantizer(quantizer.Name), quantizer.Enabled ? null : "off"))
        {
            using (table.RowHead())
            {
                Path(page, quantizer.Name, quantizer.Histogram is null ? null : HistogramSection.Link(anchors, quantizer));
                page.Element("small", $"{quantizer.What}, {quantizer.Format}, {Words.Granularity(quantizer)}", ("class", "narrow"));
            }

            table.Cell(quantizer.What, "wide");
            table.Cell(quantizer.Format, "wide");
            table.Cell(Words.Granularity(quantizer), "wide");
            if (report.IsFixedPoint)
            {
                table.Cell(Words.Stored(quantizer.FixedPoint), "wide");
                table.Wide(quantizer.FixedPoint is { } levels ? Words.Scale(levels) : Figures.None, quantizer.FixedPoint?.Scale);
            }

            table.Number(Words.Range(quantizer), quantizer.Range?.Largest, quantizer is { Enabled: true, Calibrated: false }, "n range");
            table.Number(Figures.Percent(quantizer.Clipped), quantizer.Clipped, quantizer.Clipped > Thresholds.Clipped);
            table.Number(Figures.BareDecibels(quantizer.Sqnr), quantizer.Sqnr, Thresholds.IsLow(quantizer));
        }

        page.Line();
    }
}
