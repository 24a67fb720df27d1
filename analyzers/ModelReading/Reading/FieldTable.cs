
namespace QuantGen.ModelReading.Reading;

/// <summary>The fields of a class by name, in the order of declaration.</summary>
/// <param name="members">How many members the class has, for most of which there is an entry.</param>
internal sealed class FieldTable(int members)
{
    private readonly List<FieldEntry> _entries = new(members);
    private readonly Dictionary<string, FieldEntry> _byName = new(members, StringComparer.Ordinal);

    /// <summary>The fields in the order of declaration.</summary>
    public IReadOnlyList<FieldEntry> Entries => _entries;

    /// <summary>Adds a field; of two with one name, as a field and a primary constructor's parameter, code means the first.</summary>
    public void Add(FieldEntry entry)
    {
        if (_byName.ContainsKey(entry.Name.ValueText))
            return;

        _byName.Add(entry.Name.ValueText, entry);
        _entries.Add(entry);
    }

    /// <summary>The field of that name, or null.</summary>
    public FieldEntry? Find(string name) => _byName.TryGetValue(name, out var entry) ? entry : null;
}
