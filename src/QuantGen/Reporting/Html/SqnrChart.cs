using System.Globalization;
using System.Text;
using static QuantGen.Reporting.Html.HtmlWriter;

namespace QuantGen.Reporting.Html;

/// <summary>Draws the signal-to-noise ratios of all layers, from the first on the left to the last.</summary>
internal sealed class SqnrChart
{
    private const double Left = 34;
    private const double Right = 8;
    private const double Top = 10;
    private const double PlotHeight = 210;
    private const double Bottom = 26;

    // What is exact, or nearly, would press all others into a strip.
    private const double Most = 70;

    private readonly HtmlWriter _page;
    private readonly IReadOnlyList<LayerReport> _layers;
    private readonly double _width;
    private readonly double _low;
    private readonly double _high;

    private SqnrChart(HtmlWriter page, QuantizationReport report)
    {
        _page = page;
        _layers = report.Layers;
        _width = Math.Max(1080, Left + Right + (_layers.Count * 9));
        var ratios = _layers
            .SelectMany(static layer => new[] { layer.WeightSqnr, layer.ActivationSqnr, layer.OutputSqnr })
            .OfType<double>().Select(static ratio => Math.Min(ratio, Most)).ToList();
        _low = Math.Min(0, 10 * Math.Floor(ratios.Min() / 10));
        _high = 10 * Math.Ceiling((ratios.Max() + 1) / 10);
    }

    /// <summary>Writes the drawing and what its signs mean.</summary>
    public static void Write(HtmlWriter page, QuantizationReport report, Anchors anchors)
    {
        var chart = new SqnrChart(page, report);
        chart.Legend(report.IsFixedPoint);
        using (page.Element("div", ("class", "scroll chart"), ("role", "region"), ("aria-label", "Chart of signal-to-noise ratios"), ("tabindex", "0")))
            chart.Drawing(anchors);

        page.Line();
    }

    private bool Has(Func<LayerReport, double?> ratio) => _layers.Any(layer => ratio(layer) is not null);

    private void Legend(bool isFixedPoint)
    {
        using (_page.Element("ul", ("class", "legend")))
        {
            if (Has(static layer => layer.WeightSqnr))
                Sign("weights", "weight", "M7 7m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0");
            if (Has(static layer => layer.ActivationSqnr))
                Sign("activation", isFixedPoint ? "activation" : "input, or operand", "M7 2L12 7L7 12L2 7Z");
            if (Has(static layer => layer.OutputSqnr))
                Sign("output", "output, all noise so far", "M0 7H14");
        }
    }

    private void Sign(string className, string text, string shape)
    {
        using (_page.Element("li"))
        {
            using (_page.Element("svg", ("viewBox", "0 0 14 14"), ("width", "14"), ("height", "14"), ("aria-hidden", "true")))
                _page.Empty("path", ("class", className), ("d", shape));

            _page.Text(" " + text);
        }
    }

    private void Drawing(Anchors anchors)
    {
        var height = Top + PlotHeight + Bottom;
        using (_page.Element(
            "svg", ("viewBox", $"0 0 {Coordinate(_width)} {Coordinate(height)}"), ("role", "group"), ("aria-labelledby", "sqnr-t sqnr-d")))
        {
            _page.Element("title", "Signal-to-noise ratios by layer", ("id", "sqnr-t"));
            _page.Element("desc", "The same figures are in the table that follows.", ("id", "sqnr-d"));
            Groups();
            for (var ratio = _low; ratio <= _high; ratio += 10)
            {
                _page.Empty("path", ("class", "grid"), ("d", $"M{Coordinate(Left)} {Coordinate(Y(ratio))}H{Coordinate(_width - Right)}"));
                _page.Element(
                    "text", ratio >= _high ? "dB" : ratio.ToString("0", CultureInfo.InvariantCulture),
                    ("class", "tick end"), ("x", Coordinate(Left - 6)), ("y", Coordinate(Y(ratio) + 4)));
            }

            OutputLine();
            for (var i = 0; i < _layers.Count; i++)
                Layer(i, anchors);
        }
    }

    // Every other group of layers has a tinted ground; its name stands below where there is room.
    private void Groups()
    {
        var start = 0;
        for (var number = 0; start < _layers.Count; number++)
        {
            var name = _layers[start].Name.Split('.', 2)[0];
            var end = start;
            while (end < _layers.Count && _layers[end].Name.Split('.', 2)[0] == name)
                end++;

            var (from, to) = (Left + (start * Step), Left + (end * Step));
            if (number % 2 == 0)
                Rectangle("band", from, to - from);
            if (name.Length * 6.5 <= to - from)
            {
                _page.Element(
                    "text", name, ("class", "tick mid"), ("x", Coordinate((from + to) / 2)), ("y", Coordinate(Top + PlotHeight + 17)));
            }

            start = end;
        }
    }

    private void OutputLine()
    {
        var path = new StringBuilder();
        for (var i = 0; i < _layers.Count; i++)
        {
            if (_layers[i].OutputSqnr is { } ratio)
                path.Append(path.Length == 0 ? 'M' : 'L').Append(Coordinate(X(i))).Append(' ').Append(Coordinate(Y(ratio)));
        }

        if (path.Length > 0)
            _page.Empty("path", ("class", "output"), ("d", path.ToString()));
    }

    // The link covers the layer's whole column: single signs are too small to be hit.
    private void Layer(int index, Anchors anchors)
    {
        var layer = _layers[index];
        using (_page.Element("a", ("href", "#" + anchors.Layer(layer.Name)), ("tabindex", "-1")))
        {
            _page.Element("title", Tip(layer));
            Rectangle("hit", X(index) - (Step / 2), Step);
            if (layer.WeightSqnr is { } weight)
                _page.Empty("circle", ("class", "weights"), ("cx", Coordinate(X(index))), ("cy", Coordinate(Y(weight))), ("r", "3.5"));
            if (layer.ActivationSqnr is { } activation)
            {
                _page.Empty(
                    "path", ("class", "activation"),
                    ("d", $"M{Coordinate(X(index))} {Coordinate(Y(activation) - 4.5)}l4.5 4.5l-4.5 4.5l-4.5 -4.5z"));
            }
        }
    }

    private void Rectangle(string className, double x, double width) => _page.Empty(
        "rect", ("class", className), ("x", Coordinate(x)), ("y", Coordinate(Top)), ("width", Coordinate(width)), ("height", Coordinate(PlotHeight)));

    private static string Tip(LayerReport layer) =>
        $"{layer.Name}: weight {Figures.Decibels(layer.WeightSqnr)}, input {Figures.Decibels(layer.ActivationSqnr)}, " +
        $"output {Figures.Decibels(layer.OutputSqnr)}";

    private double Step => (_width - Left - Right) / _layers.Count;

    private double X(int index) => Left + ((index + 0.5) * Step);

    private double Y(double ratio) => Top + (PlotHeight * (_high - Math.Clamp(ratio, _low, _high)) / (_high - _low));
}
