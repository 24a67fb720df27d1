namespace QuantGen.Reporting.Html;

/// <summary>The heading of the page and the few figures that matter most.</summary>
internal static class PageHeader
{
    /// <summary>Writes it.</summary>
    public static void Write(HtmlWriter page, QuantizationReport report)
    {
        using (page.Element("header"))
        {
            page.Element("p", "Quantization report", ("class", "kicker"));
            page.Element("h1", report.Title);
            if (report.Note is not null)
                page.Element("p", report.Note, ("class", "note"));

            using (page.Element("dl", ("class", "figures")))
                Figures(page, report);
        }

        page.Line();
    }

    private static void Figures(HtmlWriter page, QuantizationReport report)
    {
        var model = report.Model;
        Figure(
            page, "Quantizers", Html.Figures.Whole(model.Quantizers), model switch
            {
                _ when model.Calibrated < model.Enabled => $"{Html.Figures.Whole(model.Enabled - model.Calibrated)} without a range",
                _ when model.Enabled < model.Quantizers => $"{Html.Figures.Whole(model.Enabled)} act, all with a range",
                _ => "all with a range",
            });
        Figure(
            page, "Parameters", Html.Figures.Bytes(model.QuantizedBytes),
            $"{Html.Figures.Factor((double)model.FloatBytes / Math.Max(1, model.QuantizedBytes))} smaller than {Html.Figures.Bytes(model.FloatBytes)}");
        if (report.Output is { } output)
        {
            Figure(page, "Output", Html.Figures.Decibels(output.FloatSqnr ?? output.Sqnr), "signal to noise against float");
            if (output.SameClass is not null)
                Figure(page, "Same class", Html.Figures.Percent(output.SameClass), $"of {Html.Figures.Whole(output.Rows)} inputs, against float");
        }

        Lowest(page, report, "Weights", static quantizer => quantizer.Role == QuantizerRole.Weight);
        Lowest(page, report, "Activations", static quantizer => quantizer.Role != QuantizerRole.Weight);
    }

    private static void Lowest(HtmlWriter page, QuantizationReport report, string name, Func<QuantizerReport, bool> isMeant)
    {
        var ratios = report.Quantizers.Where(isMeant).Select(static quantizer => quantizer.Sqnr).OfType<double>().Order().ToList();
        if (ratios.Count > 0)
            Figure(page, name, Html.Figures.Decibels(ratios[ratios.Count / 2]), $"median; lowest {Html.Figures.Decibels(ratios[0])}");
    }

    private static void Figure(HtmlWriter page, string name, string figure, string comment)
    {
        using (page.Element("div"))
        {
            page.Element("dt", name);
            page.Element("dd", figure, ("class", "figure"));
            page.Element("dd", comment);
        }
    }
}
