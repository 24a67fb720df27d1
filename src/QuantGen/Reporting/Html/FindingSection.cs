namespace QuantGen.Reporting.Html;

/// <summary>What to look at, in plain words.</summary>
internal sealed class FindingSection(QuantizationReport report, Anchors anchors) : PageSection("look", "What to look at", "What to look at")
{
    /// <inheritdoc/>
    protected override void WriteContent(HtmlWriter page)
    {
        if (!report.Findings.Any(static finding => finding.Level != FindingLevel.Note))
            Lead(page, "Nothing stands out: every quantizer has a range, and no figure is below what its bit width usually gives.");

        using (page.Element("ol", ("class", "findings")))
        {
            foreach (var finding in report.Findings)
                Finding(page, finding);
        }
    }

    private void Finding(HtmlWriter page, ReportFinding finding)
    {
        using (page.Element("li", ("class", Class(finding.Level))))
        {
            page.Element("span", $"{finding.Level}", ("class", "badge"));
            using (page.Element("div"))
            {
                page.Element("h3", finding.Title);
                page.Element("p", finding.Advice);
                if (finding.Places.Count > 0)
                    Places(page, finding.Places);
            }
        }

        page.Line();
    }

    private void Places(HtmlWriter page, IReadOnlyList<FindingPlace> places)
    {
        using (page.Element("ul", ("class", "places")))
        {
            foreach (var place in places)
            {
                using (page.Element("li"))
                {
                    Path(page, place.Name, anchors.Link(place.Name));
                    if (place.Figure.Length > 0)
                        page.Element("span", place.Figure);
                }
            }
        }
    }

    private static string Class(FindingLevel level) => level switch
    {
        FindingLevel.Fix => "fix",
        FindingLevel.Check => "check",
        _ => "remark",
    };
}
