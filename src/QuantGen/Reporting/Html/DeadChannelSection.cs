namespace QuantGen.Reporting.Html;

/// <summary>Channels that hold nothing but zeros.</summary>
internal sealed class DeadChannelSection(QuantizationReport report, Anchors anchors) : PageSection("dead", "Dead channels", "Dead channels")
{
    // More numbers than that are not read one by one.
    private const int ListedNumbers = 24;

    /// <inheritdoc/>
    protected override void WriteContent(HtmlWriter page)
    {
        Lead(page, report.Output is null
            ? "Output channels whose weights are all zero. Give the report batches to find input channels that are never anything else."
            : "Output channels whose weights are all zero, and input channels that were zero in all batches measured.");
        if (report.DeadChannels.Count == 0)
        {
            page.Element("p", "None.");
            return;
        }

        using var table = new PageTable(page, "Dead channels by layer", "sort", new("Layer"), new("Channels"), new("Dead", "n"), new("Of", "n"), new("Which", "wide"));
        foreach (var dead in report.DeadChannels)
        {
            using (table.Row())
            {
                using (table.RowHead())
                    Path(page, dead.Layer, anchors.Link(dead.Layer));

                table.Cell(dead.Kind == QuantizerRole.Weight ? "output" : "input");
                table.Number(Figures.Whole(dead.Dead.Count), dead.Dead.Count);
                table.Number(Figures.Whole(dead.Channels), dead.Channels);
                table.Cell(Numbers(dead.Dead), "wide");
            }

            page.Line();
        }
    }

    private static string Numbers(IReadOnlyList<int> channels) =>
        string.Join(", ", channels.Take(ListedNumbers).Select(static channel => Figures.Whole(channel)))
        + (channels.Count > ListedNumbers ? ", …" : "");
}
