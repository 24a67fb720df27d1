using QuantGen.LowBit;
using QuantGen.Quantizers;

namespace QuantGen.Training.Policies;

/// <summary>A group of a policy that is being read.</summary>
internal sealed class GroupInProgress(PolicyPlace place)
{
    private readonly Dictionary<string, PolicyPlace> _places = new(StringComparer.Ordinal);
    private QuantizerChanges _changes = new();

    /// <summary>Whether all layers are meant, by name.</summary>
    public bool IsAll { get; set; }

    /// <summary>The layers that are meant; null as long as none is named.</summary>
    public ValueList<int>? Layers { get; set; }

    /// <summary>The tensors of the layers that are meant; empty as long as none is named.</summary>
    public IReadOnlyList<LowBitRole> Roles { get; set; } = [];

    /// <summary>Whether there is an attribute, so that what chooses quantizers begins another group.</summary>
    public bool Changes => _places.Count > 0;

    /// <summary>Adds an attribute.</summary>
    /// <exception cref="PolicyException">It is unknown, there already, or has a value that it cannot have.</exception>
    public void Change(PolicyToken name, PolicyLine line)
    {
        var attribute = PolicyAttributes.Find(name);
        if (line.Values.Count == 0)
            throw new PolicyException(line.End, $"'{name.Text}' has no value; it takes {attribute.Takes}.");
        if (line.Values.Count > 1)
            throw line.Values[1].Error($"'{name.Text}' has one value, and '{line.Values[1].Shown}' is a second one.");
        if (_places.TryGetValue(name.Text, out var first))
            throw name.Error($"'{name.Text}' stands twice in one group, first in line {first.Line}.");

        _changes = attribute.Apply(_changes, line.Values[0])
            ?? throw line.Values[0].Error($"'{name.Text}' takes {attribute.Takes}, not '{line.Values[0].Shown}'.");
        _places.Add(name.Text, line.Values[0].Place);
    }

    /// <summary>The group, complete.</summary>
    /// <exception cref="PolicyException">It changes nothing.</exception>
    public PolicyGroup End() => Changes
        ? new PolicyGroup(Layers, Roles, _changes) { Place = place, Places = _places }
        : throw new PolicyException(place, "quantizers are chosen here, and nothing is said to become of them; add an attribute such as 'enable: False'.");
}
