namespace QuantGen.Reporting.Html;

/// <summary>The model's operations as a picture.</summary>
internal sealed class GraphSection(QuantizationReport report) : PageSection("graph", "The graph", "Graph")
{
    /// <inheritdoc/>
    public override bool IsShown => report.Graph is not null;

    /// <inheritdoc/>
    protected override void WriteContent(HtmlWriter page)
    {
        Lead(page, "What an export writes down, from the top down. A coloured line is a value that is rounded to levels on its way, a coloured dot an operation that reads or gives levels: the formats of its "
            + "operands and weights stand beside it. What follows an operation element by element stands on its line.");
        using (page.Element("div", ("class", "graph scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", "The graph")))
            GraphChart.Write(page, report.Graph!, Id);
    }
}
