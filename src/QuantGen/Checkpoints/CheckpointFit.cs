namespace QuantGen.Checkpoints;

/// <summary>Decides whether a file fits a model closely enough.</summary>
internal static class CheckpointFit
{
    /// <summary>Requires that it does.</summary>
    /// <param name="report">How they differ.</param>
    /// <param name="state">The keys of the model.</param>
    /// <param name="match">How closely the caller wants it.</param>
    /// <exception cref="CheckpointException">It does not. The message lists the differences.</exception>
    public static void Require(LoadReport report, StateKeys state, CheckpointMatch match)
    {
        if (match == CheckpointMatch.WhatFits)
        {
            if (report.Loaded.Count == 0)
                throw new CheckpointException($"Nothing in the checkpoint '{report.Path}' fits the model '{report.Model}', which is " +
                    $"unchanged{Names(report)}.") { Report = report };

            return;
        }

        var missing = report.Missing
            .Where(key => !StateKeys.IsCounter(key) && !(match == CheckpointMatch.QuantizersMayBeMissing && state.IsOfQuantizer(key)))
            .ToList();
        string?[] differences =
        [
            List("missing from the file", missing),
            List("not in the model", report.Unexpected),
            List("of another shape or type", [.. report.Mismatched.Select(static difference => difference.ToString())]),
            List("quantizing otherwise", [.. report.QuantizerDifferences.Select(static difference => difference.ToString())]),
        ];
        if (Array.Exists(differences, static difference => difference is not null))
        {
            throw new CheckpointException(
                $"The checkpoint '{report.Path}' does not fit the model '{report.Model}', which is unchanged: " +
                    $"{string.Join("; ", differences.OfType<string>())}.") { Report = report };
        }
    }

    private static string? List(string what, IReadOnlyCollection<string> names) =>
        names.Count == 0 ? null : $"{what}: {ErrorText.List(names)}";

    private static string Names(LoadReport report) =>
        report.Unexpected.Count == 0 ? "" : $": the file has {ErrorText.List(report.Unexpected)}";
}
