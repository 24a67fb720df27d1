using QuantGen.Sensitivity;

namespace QuantGen.Reporting.Html;

/// <summary>What single layers cost, as bars.</summary>
internal sealed class SensitivitySection(QuantizationReport report, Anchors anchors) : PageSection("sensitivity", "Sensitivity by layer", "Sensitivity")
{
    /// <inheritdoc/>
    public override bool IsShown => report.Sensitivity is { Layers.Count: > 0 };

    /// <inheritdoc/>
    protected override void WriteContent(HtmlWriter page)
    {
        var result = report.Sensitivity!;
        Lead(page, result.Mode == SensitivityMode.OneQuantized
            ? $"How much worse the model gets when this layer alone is quantized, in the unit of its score, which is {Score(result.Reference)} in float."
            : $"How much better the model gets when this layer alone stays in float, in the unit of its score, which is {Score(result.Reference)} with every layer quantized.");
        var costs = result.Layers.Select(static layer => layer.Sensitivity ?? 0).Append(0).ToList();
        var (least, most) = (costs.Min(), costs.Max());
        using var table = new PageTable(
            page, "Sensitivity by layer, the most first", "sort", new("Layer"), new("Score", "n wide"), new("Cost", "n"), new("", "bar"));
        foreach (var layer in result.Layers)
        {
            using (table.Row())
            {
                using (table.RowHead())
                    Path(page, layer.Layer, anchors.Link(layer.Layer));

                table.Wide(Score(layer.Score), layer.Score);
                table.Number(
                    layer.Sensitivity is { } cost ? Figures.Aligned(cost, Math.Max(most, -least)) : Figures.None, layer.Sensitivity, layer.Sensitivity is null);
                using (page.Element("td", ("class", "bar")))
                    Bar(page, least, most, layer.Sensitivity ?? 0);
            }

            page.Line();
        }
    }

    private static string Score(double? score) => score is { } value ? Figures.Number(value) : "no number";

    private static void Bar(HtmlWriter page, double least, double most, double score)
    {
        double Place(double value) => most > least ? 100 * (value - least) / (most - least) : 0;
        using (page.Element("svg", ("viewBox", "0 0 100 10"), ("preserveAspectRatio", "none"), ("aria-hidden", "true")))
        {
            var (from, to) = (Place(Math.Min(0, score)), Place(Math.Max(0, score)));
            page.Empty(
                "rect", ("x", HtmlWriter.Coordinate(from)), ("width", HtmlWriter.Coordinate(Math.Max(0.3, to - from))), ("height", "10"),
                ("class", score < 0 ? "gain" : "cost"));
        }
    }
}
