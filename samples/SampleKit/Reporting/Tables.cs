using Spectre.Console;

namespace SampleKit.Reporting;

internal static class Tables
{
    /// <summary>Makes a table of which all columns but the first are set to the right, as numbers are.</summary>
    public static Table Create(TableBorder border, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var table = new Table().Border(border);
        for (var i = 0; i < columns.Count; i++)
        {
            var column = new TableColumn(Markup.Escape(columns[i]));
            table.AddColumn(i == 0 ? column.LeftAligned() : column.RightAligned());
        }

        foreach (var row in rows)
            table.AddRow([.. row.Select(Markup.Escape)]);

        return table;
    }
}
