namespace QuantGen.Reporting.Html;

/// <summary>The whole page: its head, its sections in order, and the links to them.</summary>
internal static class ReportPage
{
    /// <summary>Writes a report as a page.</summary>
    public static string Of(QuantizationReport report)
    {
        var page = new HtmlWriter();
        var anchors = new Anchors(report);
        IReadOnlyList<PageSection> sections =
        [
            new FindingSection(report, anchors),
            new ModelSection(report),
            new LayerSection(report, anchors),
            new HistogramSection(report, anchors),
            new QuantizerSection(report, anchors),
            new SensitivitySection(report, anchors),
            new GraphSection(report),
            new FloatSection(report),
            new DeadChannelSection(report, anchors),
            new UnreachedSection(report, anchors),
            new GlossarySection(report),
        ];
        IReadOnlyList<PageSection> shown = [.. sections.Where(static section => section.IsShown)];
        using (page.Element("html", ("lang", "en")))
        {
            Head(page, report);
            using (page.Element("body"))
            {
                page.Element("a", "Skip to the findings", ("class", "skip"), ("href", "#" + sections[0].Id));
                PageHeader.Write(page, report);
                Links(page, shown);
                using (page.Element("main"))
                {
                    foreach (var section in shown)
                        section.Write(page);
                }

                Footer(page);
                page.Line();
                page.Embedded("script", PageAsset.Script);
            }
        }

        page.Line();
        return page.ToString();
    }

    // Nothing is fetched, and no script runs but the page's own: the policy says so to the browser too.
    private static void Head(HtmlWriter page, QuantizationReport report)
    {
        using (page.Element("head"))
        {
            page.Empty("meta", ("charset", "utf-8"));
            page.Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content",
                $"default-src 'none'; style-src {PageAsset.Style.Source}; script-src {PageAsset.Script.Source}; base-uri 'none'; form-action 'none'"));
            page.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
            page.Empty("meta", ("name", "color-scheme"), ("content", "light dark"));
            page.Element("title", $"{report.Title}: quantization report");
            page.Line();
            page.Embedded("style", PageAsset.Style);
        }
    }

    private static void Links(HtmlWriter page, IReadOnlyList<PageSection> sections)
    {
        using (page.Element("nav", ("aria-label", "Sections")))
        using (page.Element("ul"))
        {
            foreach (var section in sections)
            {
                using (page.Element("li"))
                    page.Element("a", section.Short, ("href", "#" + section.Id));
            }
        }

        page.Line();
    }

    private static void Footer(HtmlWriter page)
    {
        using (page.Element("footer"))
        {
            page.Element("p", FormattableString.Invariant(
                $"Written by QuantGen. The same figures are in the JSON file, schema version {QuantizationReport.CurrentSchema}. This page loads nothing from elsewhere."));
        }
    }
}
