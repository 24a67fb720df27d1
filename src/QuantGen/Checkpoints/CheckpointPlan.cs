using static TorchSharp.torch;

namespace QuantGen.Checkpoints;

/// <summary>What loading a checkpoint into a model will do: which tensors it copies and which it creates, or why it cannot.</summary>
internal sealed class CheckpointPlan
{
    private const string NotDescribed =
        "the file does not describe its quantizers: bit widths, signs and levels are taken to be the model's";

    private readonly StateKeys _state;

    private CheckpointPlan(StateKeys state, IReadOnlyList<CheckpointEntry> entries, LoadReport report)
    {
        _state = state;
        Entries = entries;
        Report = report;
    }

    /// <summary>The entries that are loaded.</summary>
    public IReadOnlyList<CheckpointEntry> Entries { get; }

    /// <summary>What there will be to report.</summary>
    public LoadReport Report { get; }

    /// <summary>Compares a file with a model.</summary>
    /// <exception cref="CheckpointException">They do not fit; the message lists what is missing, unexpected and of another
    /// shape.</exception>
    public static CheckpointPlan Make(StateKeys state, CheckpointContent file, LoadOptions options, string path)
    {
        var content = KeyMap.Apply(file, state, options.Renames, path);
        var entries = new List<CheckpointEntry>();
        var created = new List<string>();
        var present = new HashSet<string>(StringComparer.Ordinal);
        var unexpected = new List<string>();
        var mismatched = new List<CheckpointDifference>();
        var converted = new List<CheckpointDifference>();
        var reshaped = new List<CheckpointDifference>();
        foreach (var entry in content.Entries)
        {
            if (!state.Knows(entry.Key))
            {
                unexpected.Add(entry.Key);
                continue;
            }

            if (state.Has(entry.Key))
                present.Add(entry.Key);

            var difference = state.DifferenceFrom(entry);
            var reshapes = difference is not null && options.AllowReshape && state.HoldsAsMany(entry);
            if (reshapes)
                reshaped.Add(new CheckpointDifference(entry.Key, entry.Description, difference!));

            if (difference is not null && !reshapes)
            {
                mismatched.Add(new CheckpointDifference(entry.Key, entry.Description, difference));
            }
            else
            {
                entries.Add(entry);
                if (!state.Has(entry.Key))
                    created.Add(entry.Key);

                if (state.TypeOf(entry.Key) is var type && type != entry.Type)
                    converted.Add(new CheckpointDifference(entry.Key, entry.Type.ToString(), type.ToString()));
            }
        }

        var report = new LoadReport
        {
            Path = path,
            Format = content.Format,
            Model = state.Model,
            Loaded = [.. entries.Select(static entry => entry.Key)],
            Created = created,
            Converted = converted,
            Reshaped = reshaped,
            Missing = [.. state.Keys.Where(key => !present.Contains(key))],
            Unexpected = unexpected,
            Mismatched = mismatched,
            QuantizerDifferences = content.Descriptions is { } descriptions ? state.DifferencesFrom(descriptions) : [],
            IsDescribed = content.Descriptions is not null,
            WrittenBy = content.Descriptions?.Library,
            Notes = entries.Exists(entry => IsNotDescribed(entry.Key))
                ? [.. content.Notes, NotDescribed]
                : content.Notes,
        };
        CheckpointFit.Require(report, state, options.Match);
        return new CheckpointPlan(state, entries, report);

        bool IsNotDescribed(string key) => (content.Descriptions is null && StateKeys.IsRange(key))
            || (content.Descriptions is not { DescribesPowerOfTwo: true } && state.IsClip(key))
            || (content.Descriptions is not { DescribesLowBit: true } && state.IsLowBit(key));
    }

    /// <summary>Gives the model the values that were read, one for each of <see cref="Entries"/>.</summary>
    /// <exception cref="CheckpointException">A range is negative or not a number. The model is unchanged.</exception>
    public void Apply(IReadOnlyList<Tensor> values)
    {
        foreach (var (entry, value) in Entries.Zip(values))
        {
            if (StateKeys.IsRange(entry.Key) && !value.ge(0).logical_and(value.isfinite()).all().item<bool>())
                throw new CheckpointException($"The checkpoint '{Report.Path}' holds a range '{ErrorText.Short(entry.Key)}' that is " +
                    "negative or not a finite number; calibrate the model anew.") { Report = Report };
            if (_state.IsClip(entry.Key) && !IsRange(value))
                throw new CheckpointException($"The checkpoint '{Report.Path}' holds a range '{ErrorText.Short(entry.Key)}' that does not go " +
                    "from a finite number to one not below it; calibrate the model anew.") { Report = Report };
        }

        foreach (var (entry, value) in Entries.Zip(values))
            _state.Set(entry.Key, value);
    }

    private static bool IsRange(Tensor value)
    {
        using var scope = NewDisposeScope();
        return value.isfinite().all().item<bool>() && value[0].le(value[1]).item<bool>();
    }
}
