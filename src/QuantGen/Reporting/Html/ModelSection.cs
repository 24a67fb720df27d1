namespace QuantGen.Reporting.Html;

/// <summary>The model as a whole.</summary>
internal sealed class ModelSection(QuantizationReport report) : PageSection("model", "The model", "Model")
{
    /// <inheritdoc/>
    protected override void WriteContent(HtmlWriter page)
    {
        using (page.Element("div", ("class", "columns")))
        {
            using (page.Element("dl", ("class", "facts")))
                Facts(page);

            Groups(page);
        }
    }

    private void Facts(HtmlWriter page)
    {
        var model = report.Model;
        Fact(page, "Float model", model.Name);
        Fact(page, "Twin", model.Twin);
        Fact(page, "Quantized layers", Figures.Whole(model.QuantizedLayers));
        Fact(page, "Layers in float", Figures.Whole(report.FloatLayers.Count));
        Fact(page, "Parameters", Figures.Count(model.Parameters));
        Fact(page, "Bytes in float", Figures.Bytes(model.FloatBytes));
        Fact(page, "Bytes quantized, with ranges", Figures.Bytes(model.QuantizedBytes));
        Fact(page, "Quantizers that act", $"{Figures.Whole(model.Enabled)} of {Figures.Whole(model.Quantizers)}");
        if (report.Output is not { } output)
            return;

        Fact(page, "Batches measured", Figures.Whole(output.Batches));
        if (output.AgainstFloat != true)
            Fact(page, "Output against the twin without quantizers", Figures.Decibels(output.Sqnr));
        if (output.FloatSqnr is not null)
            Fact(page, "Output against the float model", Figures.Decibels(output.FloatSqnr));
    }

    private static void Fact(HtmlWriter page, string name, string value)
    {
        using (page.Element("div"))
        {
            page.Element("dt", name);
            page.Element("dd", value);
        }
    }

    private void Groups(HtmlWriter page)
    {
        using var table = new PageTable(
            page, "Quantizers by kind", tools: null, new("Kind"), new("Format"), new("Range for each"), new("Quantizers", "n"));
        foreach (var group in report.Model.Groups)
        {
            using (table.Row())
            {
                using (table.RowHead())
                    page.Text(Words.Role(group.Role));

                table.Cell(group.Format);
                table.Cell(group.Granularity);
                table.Number(Figures.Whole(group.Count), group.Count);
            }
        }
    }
}
