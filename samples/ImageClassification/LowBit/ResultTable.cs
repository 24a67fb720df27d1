using System.Globalization;

namespace ImageClassification.LowBit;

/// <summary>Puts results of several runs into tables, one for each network, set of pictures and budget: only what was trained alike stands side by side.</summary>
internal static class ResultTable
{
    /// <summary>The columns behind the name of a row.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["runs", "accuracy %", "half spread", "gap to float", "loss"];

    /// <summary>The tables.</summary>
    /// <param name="results">The results, in the order in which they were added. Of two with the same row and seed the later one counts.</param>
    /// <returns>For each table its title and its rows.</returns>
    public static IReadOnlyList<(string Title, IReadOnlyList<IReadOnlyList<string>> Rows)> Of(IReadOnlyList<LowBitResult> results) =>
    [
        .. results.GroupBy(static result => (result.Model, result.Data, result.Budget))
            .Select(static alike => ($"{alike.Key.Model} on {alike.Key.Data}, {alike.Key.Budget}", Rows([.. alike]))),
    ];

    private static IReadOnlyList<IReadOnlyList<string>> Rows(List<LowBitResult> results)
    {
        var rows = results.GroupBy(static result => result.Row, StringComparer.Ordinal)
            .Select(static row => row.GroupBy(static result => result.Seed).Select(static same => same.Last()).ToList()).ToList();
        var reference = rows.Find(static row => row[0].IsFloat);
        return [.. rows.OrderByDescending(static row => row[0].IsFloat).Select(row => Cells(row, reference))];
    }

    private static IReadOnlyList<string> Cells(List<LowBitResult> row, List<LowBitResult>? reference)
    {
        var accuracies = row.ConvertAll(static result => result.Accuracy);
        var mean = accuracies.Average();
        return
        [
            row[0].Row,
            accuracies.Count.ToString(CultureInfo.InvariantCulture),
            Number(mean, "0.00"),
            Number((accuracies.Max() - accuracies.Min()) / 2, "0.00"),
            reference is null ? "" : Number(mean - reference.Average(static result => result.Accuracy), "+0.00;-0.00;0.00"),
            Number(row.Average(static result => result.Loss), "0.000"),
        ];
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
