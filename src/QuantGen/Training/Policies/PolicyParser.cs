using System.Globalization;
using QuantGen.LowBit;

namespace QuantGen.Training.Policies;

/// <summary>Reads a policy, line by line.</summary>
internal sealed class PolicyParser(string path)
{
    private const string Header = "on";
    private const string ByIndex = "by_index";
    private const string ByTag = "by_tag";
    private const string All = "all";

    private static readonly (string Name, PolicyTrigger Trigger)[] Triggers =
    [
        ("init", PolicyTrigger.Start), ("norm", PolicyTrigger.Normalizations), ("eltwise", PolicyTrigger.Elementwise), ("epoch", PolicyTrigger.Epochs),
    ];

    private static readonly (string Name, LowBitRole Role)[] Tags =
        [("fm", LowBitRole.Activation), ("wt", LowBitRole.Weight), ("ot", LowBitRole.Output)];

    private readonly List<PolicySection> _sections = [];
    private readonly List<PolicyGroup> _groups = [];
    private PolicySection? _section;
    private GroupInProgress? _group;

    /// <summary>Reads a text.</summary>
    /// <exception cref="PolicyException">Something in it is not understood.</exception>
    public IReadOnlyList<PolicySection> Parse(string text)
    {
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (PolicyLine.Read(line.TrimEnd('\r'), path, number) is { } content)
                Read(content);
        }

        EndSection();
        return _sections;
    }

    private void Read(PolicyLine line)
    {
        var name = line.Name[0];
        if (name.Text == Header)
        {
            EndSection();
            _section = Section(line);
            return;
        }

        if (line.Name.Count > 1)
            throw line.Name[1].Error($"'{line.Name[1].Shown}' stands between the name '{name.Shown}' and the colon; a name is one word.");
        if (_section is null)
            throw name.Error($"'{name.Shown}' stands before the first section; begin with 'on init:' or 'on epoch: 10'.");

        if (name.Text.StartsWith("by_", StringComparison.Ordinal))
            Select(name, line);
        else
            Change(name, line);
    }

    private static PolicySection Section(PolicyLine line)
    {
        if (line.Name.Count == 1)
            throw line.Name[0].Error($"'on' is followed by one of {Listed(Triggers.Select(static trigger => trigger.Name))}.");
        if (line.Name.Count > 2)
            throw line.Name[2].Error($"'{line.Name[2].Shown}' stands between the section's name and the colon; the epochs stand behind the colon.");

        var trigger = Known(Triggers, line.Name[1], "section");
        if (trigger != PolicyTrigger.Epochs && line.Values.Count > 0)
            throw line.Values[0].Error($"the section '{line.Name[1].Text}' takes effect before training and has no epochs.");
        if (trigger == PolicyTrigger.Epochs && line.Values.Count == 0)
            throw new PolicyException(line.End, "a section for epochs names them: 'on epoch: 10 20'.");

        return new PolicySection(trigger, [.. line.Values.Select(static word => Whole(word, "an epoch"))], []) { Place = line.Name[0].Place };
    }

    private void Select(PolicyToken name, PolicyLine line)
    {
        if (_group is null or { Changes: true })
        {
            EndGroup();
            _group = new GroupInProgress(name.Place);
        }

        if (line.Values.Count == 0)
            throw new PolicyException(line.End, $"'{name.Shown}' says nothing; {(name.Text == ByTag ? "name fm, wt or ot" : "give 'all' or numbers of layers")}.");

        switch (name.Text)
        {
            case ByIndex when _group.Layers is not null || _group.IsAll:
            case ByTag when _group.Roles.Count > 0:
                throw name.Error($"'{name.Text}' stands twice in one group; a group ends with an attribute.");
            case ByIndex when line.Values is [{ Text: All }]:
                _group.IsAll = true;
                break;
            case ByIndex:
                _group.Layers = [.. line.Values.Select(static word => Whole(word, "the number of a layer, or 'all' alone"))];
                break;
            case ByTag:
                _group.Roles = [.. line.Values.Select(static word => Known(Tags, word, "tag"))];
                break;
            default:
                throw name.Error($"'{name.Shown}' is unknown; quantizers are chosen by {ByIndex} and {ByTag}.");
        }
    }

    private void Change(PolicyToken name, PolicyLine line)
    {
        if (_group is null)
            throw name.Error($"'{name.Shown}' is not told what it is for; write '{ByIndex}: all' before it.");

        _group.Change(name, line);
    }

    private void EndGroup()
    {
        if (_group is { } group)
            _groups.Add(group.End());

        _group = null;
    }

    private void EndSection()
    {
        EndGroup();
        if (_section is { } section)
            _sections.Add(section with { Groups = [.. _groups] });

        _groups.Clear();
        _section = null;
    }

    /// <summary>A value by its name.</summary>
    /// <exception cref="PolicyException">It has no such name.</exception>
    public static T Known<T>(IReadOnlyList<(string Name, T Value)> values, PolicyToken word, string what)
    {
        foreach (var (name, value) in values)
        {
            if (name == word.Text)
                return value;
        }

        throw word.Error($"there is no {what} '{word.Shown}'; there are {Listed(values.Select(static value => value.Name))}.");
    }

    private static int Whole(PolicyToken word, string what) => int.TryParse(word.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw word.Error($"'{word.Shown}' is not {what}: a whole number from 0.");

    private static string Listed(IEnumerable<string> names)
    {
        var all = names.ToList();
        return $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }
}
