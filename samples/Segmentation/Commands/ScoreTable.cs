using System.Globalization;
using SampleKit.Reporting;
using Segmentation.Data;
using Segmentation.Training;

namespace Segmentation.Commands;

/// <summary>Shows scores side by side: a row for the mean, and one for each class.</summary>
internal static class ScoreTable
{
    public static void Show(
        string title, IReadOnlyList<LabelClass> classes, IReadOnlyList<(string Name, SegmentationScore Score)> scores, IReporter reporter)
    {
        var rows = new List<IReadOnlyList<string>>
        {
            Row("mean IoU", static score => score.MeanIoU),
            Row("pixels right", static score => score.Accuracy),
        };
        for (var label = 0; label < classes.Count; label++)
        {
            var index = label;
            rows.Add(Row(classes[label].Name, score => score.Classes[index]));
        }

        reporter.Table([$"{title}, %", .. scores.Select(static score => score.Name)], rows);

        IReadOnlyList<string> Row(string name, Func<SegmentationScore, double?> value) =>
            [name, .. scores.Select(score => value(score.Score)?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-")];
    }
}
