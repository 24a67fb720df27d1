using System.Globalization;
using QuantGen.Graph;
using QuantGen.Reporting.Drawing;
using static QuantGen.Reporting.Html.HtmlWriter;

namespace QuantGen.Reporting.Html;

/// <summary>Draws a graph from the top down: lanes on the left in which the values run, and beside each dot what is computed there.</summary>
internal sealed class GraphChart
{
    private const double RowHeight = 20;
    private const double LaneWidth = 14;
    private const double Margin = 10;
    private const double Dot = 4;

    // A little more than the average letter is wide.
    private const double LetterWidth = 7;

    private readonly HtmlWriter _page;
    private readonly IReadOnlyList<GraphRow> _rows;
    private readonly IReadOnlyList<int> _lanes;
    private readonly int[] _last;
    private readonly double _text;

    private GraphChart(HtmlWriter page, QuantGraph graph)
    {
        _page = page;
        _rows = GraphRows.Of(graph);
        _lanes = GraphLanes.Of(_rows);
        _last = GraphLanes.LastReaders(_rows);
        _text = X(_lanes.DefaultIfEmpty().Max()) + Margin + Dot;
    }

    /// <summary>Writes the drawing.</summary>
    /// <param name="page">Where it is written.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="id">What the ids within the drawing begin with.</param>
    public static void Write(HtmlWriter page, QuantGraph graph, string id) => new GraphChart(page, graph).Write(graph.Name, id);

    private void Write(string name, string id)
    {
        var columns = new[] { Longest(static row => row.Path), Longest(What), Longest(Formats), Longest(Shape) };
        var width = _text + columns.Sum() + (3 * LaneWidth) + Margin;
        using (_page.Element(
            "svg", ("viewBox", $"0 0 {Coordinate(width)} {Coordinate(_rows.Count * RowHeight)}"), ("width", Coordinate(width)), ("role", "img"), ("aria-labelledby", $"{id}-t {id}-d")))
        {
            _page.Element("title", $"Graph of {name}", ("id", id + "-t"));
            _page.Element("desc", string.Create(CultureInfo.InvariantCulture, $"{_rows.Count} operations from top to bottom, {_rows.Count(static row => row.IsQuantized)} of them on levels."), ("id", id + "-d"));
            for (var i = 0; i < _rows.Count; i++)
                Links(i);
            for (var i = 0; i < _rows.Count; i++)
                Row(i, columns);
        }
    }

    // A lane runs straight from a row to its last reader, and bends into each reader that has another lane.
    private void Links(int row)
    {
        if (_last[row] > row)
        {
            var end = _lanes[_last[row]] == _lanes[row] ? Y(_last[row]) : Y(_last[row]) - RowHeight;
            if (end > Y(row))
                Path($"M{At(X(_lanes[row]))} {At(Y(row))}V{At(end)}", isQuantized: false);
        }

        foreach (var link in _rows[row].Reads.Distinct())
        {
            var (from, to) = (X(_lanes[link.From]), X(_lanes[row]));
            var (top, bottom) = (Y(row) - RowHeight, Y(row));
            Path(
                Math.Abs(from - to) < 1
                    ? $"M{At(to)} {At(top)}V{At(bottom)}"
                    : $"M{At(from)} {At(top)}C{At(from)} {At(bottom)} {At(to)} {At(top)} {At(to)} {At(bottom)}",
                link.IsQuantized);
        }
    }

    private void Row(int index, double[] columns)
    {
        var row = _rows[index];
        _page.Empty(
            "circle", ("class", row.IsQuantized ? "node levels" : "node"), ("cx", At(X(_lanes[index]))), ("cy", At(Y(index))), ("r", At(row.Reads.Count == 0 || row.IsOutput ? Dot + 1 : Dot)));
        var x = _text;
        Text(row.Path, "path", x, index);
        Text(What(row), "what", x += columns[0] + LaneWidth, index);
        Text(Formats(row), "levels", x += columns[1] + LaneWidth, index);
        Text(Shape(row), "shape", x + columns[2] + LaneWidth, index);
        _page.Line();
    }

    private void Text(string text, string kind, double x, int row)
    {
        if (text.Length > 0)
            _page.Element("text", text, ("class", kind), ("x", At(x)), ("y", At(Y(row) + 4)));
    }

    private void Path(string path, bool isQuantized) => _page.Empty("path", ("class", isQuantized ? "edge levels" : "edge"), ("d", path));

    private double Longest(Func<GraphRow, string> column) => _rows.Select(row => column(row).Length).DefaultIfEmpty().Max() * LetterWidth;

    private static string What(GraphRow row) => string.Join(", ", row.Operations);

    private static string Formats(GraphRow row) => string.Join(" × ", row.Formats);

    private static string Shape(GraphRow row) => string.Join('×', row.Result.Shape);

    private static double X(int lane) => Margin + (lane * LaneWidth);

    private static double Y(int row) => (row + 0.5) * RowHeight;

    private static string At(double value) => Coordinate(value);
}
