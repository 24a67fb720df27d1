namespace QuantGen.Reporting.Html;

/// <summary>What each quantizer saw during calibration, and which ranges the methods choose.</summary>
internal sealed class HistogramSection(QuantizationReport report, Anchors anchors) : PageSection("ranges", "Activations and their ranges", "Ranges")
{
    /// <inheritdoc/>
    public override bool IsShown => report.Quantizers.Any(static quantizer => quantizer.Histogram is not null);

    /// <summary>A link to the histogram of a quantizer.</summary>
    public static string Link(Anchors anchors, QuantizerReport quantizer) => "#h-" + anchors.Quantizer(quantizer.Name);

    /// <inheritdoc/>
    protected override void WriteContent(HtmlWriter page)
    {
        Lead(page, "Magnitudes during calibration; counts are on a logarithmic scale. The heavy line is the range in use, and what lies to the right of it is clipped. Thin lines are what each method would choose.");
        using (page.Element("div", ("class", "cards")))
        {
            foreach (var quantizer in report.Quantizers.Where(static quantizer => quantizer.Histogram is not null))
                Card(page, quantizer, quantizer.Histogram!);
        }
    }

    private void Card(HtmlWriter page, QuantizerReport quantizer, HistogramReport histogram)
    {
        using (page.Element("article", ("class", "card"), ("id", "h-" + anchors.Quantizer(quantizer.Name))))
        {
            using (page.Element("h3"))
                Path(page, quantizer.Name, anchors.Link(quantizer.Name));

            page.Element("p", quantizer.What, ("class", "what"));
            HistogramChart.Write(page, quantizer, histogram, "h-" + anchors.Quantizer(quantizer.Name));
            page.Element("p", Summary(quantizer, histogram), ("class", "what"));
        }

        page.Line();
    }

    private static string Summary(QuantizerReport quantizer, HistogramReport histogram) => histogram.Clipped is null
        ? $"{Figures.Count(histogram.Values)} values; {Words.Range(quantizer)}"
        : $"{Figures.Count(histogram.Values)} values; {Figures.Percent(histogram.Clipped)} clipped, {Figures.Decibels(histogram.Sqnr)}";
}
