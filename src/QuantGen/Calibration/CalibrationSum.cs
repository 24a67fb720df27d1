namespace QuantGen.Calibration;

/// <summary>Adds states of one model, and refuses those that do not belong together.</summary>
internal static class CalibrationSum
{
    /// <summary>The state of both.</summary>
    /// <exception cref="CalibrationException">They do not belong together.</exception>
    public static CalibrationState Of(CalibrationState left, CalibrationState right)
    {
        if (left.Model != right.Model)
            throw new CalibrationException($"'{left.Source}' was collected for the model '{left.Model}' and '{right.Source}' for '{right.Model}'; merge states of one model.");

        ThrowIfOthers([.. left.Quantizers.Select(static state => state.Name)], left.Source, right);
        var others = right.Quantizers.ToDictionary(static state => state.Name, StringComparer.Ordinal);
        return new CalibrationState(
            left.Model,
            left.Batches <= long.MaxValue - right.Batches ? left.Batches + right.Batches : throw Damaged(right),
            [.. left.Quantizers.Select(state => state with { Collected = Sum(left, state, right, others[state.Name]) })],
            $"{left.Source}, {right.Source}");
    }

    /// <summary>Throws unless a state holds just these quantizers.</summary>
    public static void ThrowIfOthers(IReadOnlyCollection<string> names, string owner, CalibrationState state)
    {
        var present = state.Quantizers.Select(static quantizer => quantizer.Name).ToList();
        string?[] differences =
        [
            List($"not in '{state.Source}'", names.Except(present, StringComparer.Ordinal)),
            List($"not in '{owner}'", present.Except(names, StringComparer.Ordinal)),
        ];
        if (differences.Any(static difference => difference is not null))
            throw new CalibrationException($"'{state.Source}' was collected for other quantizers than those of '{owner}'; {string.Join("; ", differences.OfType<string>())}.");
    }

    /// <summary>Throws unless a quantizer's state can be added to that of another run.</summary>
    public static void ThrowIfUnlike(QuantizerState own, string owner, QuantizerState other, string source)
    {
        if (own.Descriptor != other.Descriptor)
            throw Unlike(own, owner, source, $"is {own.Descriptor} in the one and {other.Descriptor} in the other");
        if (own.Collected.DifferenceTo(other.Collected) is { } difference)
            throw Unlike(own, owner, source, $"was collected with {difference}");
        if (own.IsWeight && own.Collected.Count > 0 && other.Collected.Count > 0 && !own.Collected.HoldsSameAs(other.Collected))
            throw Unlike(own, owner, source, "has measured different weights, so that the shards ran different models");
    }

    private static CollectorState Sum(CalibrationState left, QuantizerState state, CalibrationState right, QuantizerState other)
    {
        ThrowIfUnlike(state, left.Source, other, right.Source);
        if (state.IsWeight)
            return state.Collected.Count >= other.Collected.Count ? state.Collected : other.Collected;

        var collector = CollectorKinds.Create(state.Descriptor, state.Collected)
            ?? throw new CalibrationException(
                $"Quantizer '{state.Name}' was collected by a collector of the kind '{state.Collected.Kind}', which only a calibrator of its model can add up; give the states to Calibrator.Add one after the other.");
        Add(collector, state.Name, state.Collected, left);
        Add(collector, state.Name, other.Collected, right);
        return collector.State();
    }

    private static void Add(IMergeableCollector collector, string name, CollectorState state, CalibrationState source)
    {
        try
        {
            collector.Add(state);
        }
        catch (CalibrationException error)
        {
            throw new CalibrationException($"Quantizer '{name}' in '{source.Source}': {error.Message}", error);
        }
    }

    private static CalibrationException Unlike(QuantizerState state, string owner, string source, string what) =>
        new($"Quantizer '{state.Name}' {what}: '{owner}' and '{source}' cannot be added; calibrate all shards with the same model and options.");

    private static CalibrationException Damaged(CalibrationState state) =>
        new($"'{state.Source}' claims more batches than can be counted; the file is damaged.");

    private static string? List(string what, IEnumerable<string> names)
    {
        var all = names.ToList();
        return all.Count == 0 ? null : $"{what}: {string.Join(", ", all)}";
    }
}
