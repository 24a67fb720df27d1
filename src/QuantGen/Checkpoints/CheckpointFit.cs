using System.Globalization;
using System.Runtime.CompilerServices;

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
                throw NothingFits(report);

            return;
        }

        var missing = report.Missing
            .Where(key => !state.IsCounter(key) && !(match == CheckpointMatch.QuantizersMayBeMissing && state.IsOfQuantizer(key)))
            .ToList();
        if (missing.Count + report.Unexpected.Count + report.Mismatched.Count + report.QuantizerDifferences.Count == 0)
            return;

        // In one buffer, as the lists can be long and all of them come from a file.
        var message = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture);
        message.AppendLiteral($"The checkpoint '{report.Path}' does not fit the model '{report.Model}', which is unchanged");
        var between = ": ";
        Append(ref message, ref between, "missing from the file", missing, static key => key);
        Append(ref message, ref between, "not in the model", report.Unexpected, static key => key);
        Append(ref message, ref between, "of another shape or type", report.Mismatched, static difference => difference.ToString());
        Append(ref message, ref between, "quantizing otherwise", report.QuantizerDifferences, static difference => difference.ToString());
        message.AppendLiteral(".");
        throw new CheckpointException(message.ToStringAndClear()) { Report = report };
    }

    private static void Append<T>(
        ref DefaultInterpolatedStringHandler message, ref string between, string what, IReadOnlyCollection<T> names, Func<T, string> text)
    {
        if (names.Count == 0)
            return;

        message.AppendLiteral(between);
        message.AppendLiteral(what);
        message.AppendLiteral(": ");
        ErrorText.AppendList(ref message, names, text);
        between = "; ";
    }

    private static CheckpointException NothingFits(LoadReport report)
    {
        var message = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture);
        message.AppendLiteral($"Nothing in the checkpoint '{report.Path}' fits the model '{report.Model}', which is unchanged");
        if (report.Unexpected.Count > 0)
        {
            message.AppendLiteral(": the file has ");
            ErrorText.AppendList(ref message, report.Unexpected, static key => key);
        }

        message.AppendLiteral(".");
        return new CheckpointException(message.ToStringAndClear()) { Report = report };
    }
}
