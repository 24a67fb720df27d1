namespace QuantGen.Reporting.Html;

/// <summary>Quantizers that calibration data did not reach.</summary>
internal sealed class UnreachedSection(QuantizationReport report, Anchors anchors) : PageSection("unreached", "Unreached quantizers", "Unreached")
{
    // Calibration of power-of-two twins has no such list; what it did not reach has no range.
    /// <inheritdoc/>
    public override bool IsShown => !report.IsFixedPoint || report.Unreached.Count > 0;

    /// <inheritdoc/>
    protected override void WriteContent(HtmlWriter page)
    {
        if (report.Unreached.Count == 0)
        {
            Lead(page, report.Quantizers.Any(static quantizer => quantizer.Reached is not null)
                ? "None: calibration data reached every quantizer that takes part."
                : "Not known: the report was made without a calibrator.");
            return;
        }

        Lead(page, "No calibration batch took the path of these.");
        using (page.Element("ul", ("class", "places")))
        {
            foreach (var name in report.Unreached)
            {
                using (page.Element("li"))
                    Path(page, name, anchors.Link(name));
            }
        }
    }
}
