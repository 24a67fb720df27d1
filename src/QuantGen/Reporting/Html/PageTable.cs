namespace QuantGen.Reporting.Html;

/// <summary>A table with a caption and headed columns, in a box that scrolls by itself where the page is narrow.</summary>
internal sealed class PageTable : IDisposable
{
    private readonly HtmlWriter _page;
    private readonly Stack<IDisposable> _open = [];

    /// <summary>Begins a table.</summary>
    /// <param name="page">Where it is written.</param>
    /// <param name="caption">What it lists, for those who cannot see what is around it.</param>
    /// <param name="tools">What a reader's tools may do with it: <c>sort</c>, <c>sort filter</c>, or null.</param>
    /// <param name="columns">The columns.</param>
    public PageTable(HtmlWriter page, string caption, string? tools, params ReadOnlySpan<PageColumn> columns)
    {
        _page = page;
        _open.Push(page.Element("div", ("class", "scroll"), ("role", "region"), ("aria-label", caption), ("tabindex", "0")));
        _open.Push(page.Element("table", ("data-tools", tools)));
        page.Element("caption", caption);
        using (page.Element("thead"))
        using (page.Element("tr"))
        {
            foreach (var column in columns)
                page.Element("th", column.Title, ("scope", "col"), ("class", column.Class), ("title", column.Hint));
        }

        page.Line();
        _open.Push(page.Element("tbody"));
    }

    /// <summary>Begins a row, whose first cell must be written with <see cref="RowHead"/>.</summary>
    public IDisposable Row(string? id = null, string? className = null) => _page.Element("tr", ("id", id), ("class", className));

    /// <summary>Begins the cell that names the row.</summary>
    public IDisposable RowHead() => _page.Element("th", ("scope", "row"));

    /// <summary>Writes a cell of text.</summary>
    public void Cell(string text, string? className = null) => _page.Element("td", text, ("class", className));

    /// <summary>Writes a cell with a number, which sorts by its value.</summary>
    public void Number(string text, double? value, bool isLow = false, string className = "n")
    {
        using (_page.Element("td", ("class", className), ("data-v", value is null ? null : HtmlWriter.Value(value.Value))))
        {
            if (isLow)
                _page.Element("strong", text, ("class", "low"));
            else
                _page.Text(text);
        }
    }

    /// <summary>Writes a cell with a number that is left out where the page is narrow.</summary>
    public void Wide(string text, double? value) =>
        _page.Element("td", text, ("class", "n wide"), ("data-v", value is null ? null : HtmlWriter.Value(value.Value)));

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_open.TryPop(out var element))
            element.Dispose();

        _page.Line();
    }
}
