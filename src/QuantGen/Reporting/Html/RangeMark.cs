namespace QuantGen.Reporting.Html;

/// <summary>A line over a histogram: a range, and whose choice it is.</summary>
/// <param name="Text">Its label.</param>
/// <param name="Amax">The range.</param>
/// <param name="InUse">Whether the quantizer has it.</param>
internal sealed record RangeMark(string Text, float Amax, bool InUse)
{
    /// <summary>The lines of a histogram, methods of equal choice together.</summary>
    public static IReadOnlyList<RangeMark> Of(HistogramReport histogram, float? inUse)
    {
        var marks = histogram.Ranges
            .GroupBy(static range => range.Amax)
            .Select(static group => new RangeMark(
                $"{string.Join(", ", group.Select(static range => range.Method))}: {Figures.Number(group.Key)}",
                group.Key,
                group.Any(static range => range.InUse)))
            .Select(static mark => mark.InUse ? mark with { Text = mark.Text + " in use" } : mark)
            .ToList();
        if (inUse is { } amax && !marks.Exists(static mark => mark.InUse))
            marks.Add(new RangeMark($"in use: {Figures.Number(amax)}", amax, InUse: true));

        return marks;
    }
}
