using System.Globalization;
using System.Text;
using static QuantGen.Reporting.Html.HtmlWriter;

namespace QuantGen.Reporting.Html;

/// <summary>Draws one histogram with the ranges over it.</summary>
internal sealed class HistogramChart
{
    private const double Width = 360;
    private const double Left = 30;
    private const double Right = 10;
    private const double PlotHeight = 112;
    private const double Axis = 22;
    private const double LabelHeight = 14;

    // A little more than the average letter is wide.
    private const double LetterWidth = 6.5;

    // A bin of one value is still to be seen above the axis.
    private const double Floor = 0.5;

    private readonly HtmlWriter _page;
    private readonly HistogramReport _histogram;
    private readonly IReadOnlyList<RangeMark> _marks;
    private readonly float? _inUse;
    private readonly double _most;
    private readonly double _span;
    private readonly double _top;

    private HistogramChart(HtmlWriter page, QuantizerReport quantizer, HistogramReport histogram)
    {
        _page = page;
        _histogram = histogram;
        _inUse = quantizer is { Enabled: true, Range: { Count: 1 } range } ? range.Largest : null;
        _marks = RangeMark.Of(histogram, _inUse);
        _most = Math.Max(histogram.Counts.Max(), 1);
        _span = Math.Max(Math.Max(histogram.Edges[^1], histogram.Largest), _inUse ?? 0) is > 0 and var span ? span : 1;
        _top = (Math.Max(_marks.Count, 4) * LabelHeight) + 6;
    }

    private double Base => _top + PlotHeight;

    /// <summary>Writes the drawing.</summary>
    /// <param name="page">Where it is written.</param>
    /// <param name="quantizer">The quantizer.</param>
    /// <param name="histogram">What it saw.</param>
    /// <param name="id">What the ids within the drawing begin with.</param>
    public static void Write(HtmlWriter page, QuantizerReport quantizer, HistogramReport histogram, string id) =>
        new HistogramChart(page, quantizer, histogram).Write(quantizer.Name, id);

    private void Write(string name, string id)
    {
        using (_page.Element(
            "svg", ("viewBox", $"0 0 {Coordinate(Width)} {Coordinate(Base + Axis)}"), ("role", "img"), ("aria-labelledby", $"{id}-t {id}-d")))
        {
            _page.Element("title", $"Histogram of {name}", ("id", id + "-t"));
            _page.Element("desc", Description(), ("id", id + "-d"));
            Grid();
            Bars(clipped: false);
            Bars(clipped: true);
            _page.Empty("path", ("class", "axis"), ("d", $"M{Coordinate(Left)} {Coordinate(Base)}H{Coordinate(Width - Right)}"));
            foreach (var mark in _marks)
                Line(mark);
            foreach (var mark in _marks)
                Label(mark);
        }
    }

    private string Description() =>
        $"{Figures.Count(_histogram.Values)} values up to {Figures.Number(_histogram.Largest)}. "
        + string.Join("; ", _marks.Select(static mark => mark.Text)) + ".";

    private void Grid()
    {
        var decades = Math.Log10(_most);
        var step = decades > 4 ? 3 : decades > 2 ? 2 : 1;
        for (var power = 0; power <= decades; power += step)
        {
            var y = Y(Math.Pow(10, power));
            _page.Empty("path", ("class", "grid"), ("d", $"M{Coordinate(Left)} {Coordinate(y)}H{Coordinate(Width - Right)}"));
            _page.Element("text", Decade(power), ("class", "tick end"), ("x", Coordinate(Left - 4)), ("y", Coordinate(y + 3.5)));
        }

        foreach (var tick in Ticks.Of(_span, 5))
            _page.Element("text", Ticks.Text(tick), ("class", "tick mid"), ("x", Coordinate(X(tick))), ("y", Coordinate(Base + 14)));
    }

    private void Bars(bool clipped)
    {
        var path = new StringBuilder();
        var isOpen = false;
        for (var i = 0; i < _histogram.Counts.Count; i++)
        {
            var isMeant = _histogram.Counts[i] > 0 && clipped == (_inUse is { } amax && _histogram.Edges[i] >= amax);
            if (isMeant && !isOpen)
                path.Append(CultureInfo.InvariantCulture, $"M{Tenth(X(_histogram.Edges[i]))} {Tenth(Base)}");
            else if (!isMeant && isOpen)
                path.Append(CultureInfo.InvariantCulture, $"V{Tenth(Base)}");
            if (isMeant)
                path.Append(CultureInfo.InvariantCulture, $"V{Tenth(Y(_histogram.Counts[i]))}H{Tenth(X(_histogram.Edges[i + 1]))}");

            isOpen = isMeant;
        }

        if (isOpen)
            path.Append(CultureInfo.InvariantCulture, $"V{Tenth(Base)}");
        if (path.Length > 0)
            _page.Empty("path", ("class", clipped ? "lost" : "kept"), ("d", path.ToString()));
    }

    private void Line(RangeMark mark)
    {
        var x = Coordinate(X(mark.Amax));
        _page.Empty("path", ("class", mark.InUse ? "mark use" : "mark"), ("d", $"M{x} {Coordinate(LabelY(mark) - 8)}V{Coordinate(Base)}"));
    }

    private void Label(RangeMark mark)
    {
        var x = X(mark.Amax);
        _page.Element(
            "text", mark.Text, ("class", $"label{(mark.InUse ? " use" : "")}{(HasRoomOnLeft(mark) ? " end" : "")}"),
            ("x", Coordinate(HasRoomOnLeft(mark) ? x - 5 : x + 5)), ("y", Coordinate(LabelY(mark))));
    }

    // Labels lie left of their lines where there is room. The line farthest out has the highest label, so that it passes none of the others.
    private double LabelY(RangeMark mark)
    {
        var order = _marks
            .OrderBy(HasRoomOnLeft)
            .ThenBy(other => HasRoomOnLeft(other) ? -other.Amax : other.Amax)
            .ToList();
        return (order.IndexOf(mark) * LabelHeight) + 11;
    }

    private bool HasRoomOnLeft(RangeMark mark) => X(mark.Amax) - Left > mark.Text.Length * LetterWidth;

    private double X(double magnitude) => Left + ((Width - Left - Right) * magnitude / _span);

    private double Y(double count) => Base - (PlotHeight * Math.Log(count / Floor) / Math.Log(Math.Max(_most, 2) / Floor));

    private static double Tenth(double value) => Math.Round(value, 1, MidpointRounding.AwayFromZero);

    private static string Decade(int power) => power switch
    {
        >= 9 => Thousand(power - 9, "G"),
        >= 6 => Thousand(power - 6, "M"),
        >= 3 => Thousand(power - 3, "k"),
        _ => Thousand(power, ""),
    };

    private static string Thousand(int power, string unit) => string.Create(CultureInfo.InvariantCulture, $"{Math.Pow(10, power)}{unit}");
}
