namespace QuantGen.Checkpoints.PyTorch;

/// <summary>A dictionary of a pickle, in the order in which it was filled.</summary>
internal sealed class PickleDictionary
{
    private List<KeyValuePair<object?, object?>>? _items;

    /// <summary>Keys and values. A key may be there twice, as no key is looked at before a dictionary is used.</summary>
    public IReadOnlyList<KeyValuePair<object?, object?>> Items => _items ?? [];

    /// <summary>Puts something in.</summary>
    public void Add(object? key, object? value) => (_items ??= []).Add(new(key, value));
}
