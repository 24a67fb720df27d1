namespace QuantGen.Reporting.Html;

/// <summary>What stayed in float, and why.</summary>
internal sealed class FloatSection(QuantizationReport report) : PageSection("float", "What stayed in float", "In float")
{
    /// <inheritdoc/>
    protected override void WriteContent(HtmlWriter page)
    {
        if (report.FloatLayers.Count == 0)
        {
            Lead(page, "No layer that has parameters, or a quantized form, computes in float.");
            return;
        }

        Lead(page, "Layers with parameters, and layers that could be quantized. Activations, reshapes and the like are not listed.");
        using var table = new PageTable(page, "Layers in float", "sort", new("Layer"), new("Type", "wide"), new("Parameters", "n"), new("Why"));
        foreach (var layer in report.FloatLayers)
        {
            using (table.Row())
            {
                using (table.RowHead())
                    Path(page, layer.Name, link: null);

                table.Cell(layer.Type, "wide");
                table.Number(layer.Parameters == 0 ? Figures.None : Figures.Whole(layer.Parameters), layer.Parameters);
                table.Cell(layer.Reason);
            }

            page.Line();
        }
    }
}
