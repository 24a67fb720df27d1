namespace QuantGen.Reporting.Drawing;

/// <summary>
/// Gives each row of a graph's picture a lane: a value runs down its row's lane to the last row that reads it, so a lane is free again only below that. Of the lanes that end in a row the leftmost is its
/// own.
/// </summary>
internal static class GraphLanes
{
    /// <summary>The lane of each row, counted from the left.</summary>
    public static IReadOnlyList<int> Of(IReadOnlyList<GraphRow> rows)
    {
        var last = LastReaders(rows);
        var lanes = new int[rows.Count];
        var until = new List<int>();
        for (var i = 0; i < rows.Count; i++)
        {
            var lane = until.FindIndex(end => end <= i);
            if (lane < 0)
            {
                lane = until.Count;
                until.Add(0);
            }

            lanes[i] = lane;
            until[lane] = last[i];
        }

        return lanes;
    }

    /// <summary>For each row the number of the last row that reads its value; its own where none does.</summary>
    public static int[] LastReaders(IReadOnlyList<GraphRow> rows)
    {
        var last = Enumerable.Range(0, rows.Count).ToArray();
        for (var i = 0; i < rows.Count; i++)
        {
            foreach (var link in rows[i].Reads)
                last[link.From] = i;
        }

        return last;
    }
}
