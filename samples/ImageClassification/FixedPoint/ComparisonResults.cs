using System.Globalization;
using System.Text.Json;

namespace ImageClassification.FixedPoint;

/// <summary>Test accuracies of one network as it is quantized in several ways.</summary>
/// <param name="Model">The network.</param>
/// <param name="Rescaled">Whether its channels were made unequal.</param>
/// <param name="Seeds">What each column of accuracies belongs to.</param>
internal sealed record ComparisonResults(string Model, bool Rescaled, IReadOnlyList<int> Seeds)
{
    /// <summary>The name of the row that the others are compared with.</summary>
    public const string Float = "float";

    /// <summary>The rows in order.</summary>
    public IReadOnlyList<ComparisonRow> Rows { get; init; } = [];

    /// <summary>The results as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ComparisonJson.Default.ComparisonResults);

    /// <summary>The columns of <see cref="Cells"/>.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["", "test accuracy, %", "spread", "against float"];

    /// <summary>The results as a table: mean over the seeds, half the distance between the best and the worst, and the mean difference from float.</summary>
    public IEnumerable<IReadOnlyList<string>> Cells()
    {
        var reference = Rows.Single(static row => row.Name == Float);
        return Rows.Select(row => (IReadOnlyList<string>)
        [
            row.Name,
            row.Mean.ToString("0.00", CultureInfo.InvariantCulture),
            row.Spread.ToString("±0.00", CultureInfo.InvariantCulture),
            ReferenceEquals(row, reference) ? "" : (row.Mean - reference.Mean).ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture),
        ]);
    }
}
