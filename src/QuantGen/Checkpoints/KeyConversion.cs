namespace QuantGen.Checkpoints;

/// <summary>Names the keys of a file anew, without a model to compare them with.</summary>
/// <param name="options">The new names.</param>
/// <param name="path">The file's name for messages.</param>
internal sealed class KeyConversion(ConversionOptions options, string path)
{
    private const int MostNamed = 5;
    private readonly HashSet<object> _used = new(ReferenceEqualityComparer.Instance);

    /// <summary>The new names of keys, in order.</summary>
    /// <exception cref="CheckpointException">Two keys come to the same, or one to nothing.</exception>
    public List<string> Apply(IEnumerable<string> keys)
    {
        var names = new List<string>();
        var sources = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            var name = Name(key);
            if (name.Length == 0)
                throw new CheckpointException($"The key '{ErrorText.Short(key)}' of the file '{path}' would have no name left: make the renaming narrower.");
            if (!sources.TryAdd(name, key))
                throw new CheckpointException($"The keys '{ErrorText.Short(sources[name])}' and '{ErrorText.Short(key)}' of the file '{path}' would both be " +
                    $"'{ErrorText.Short(name)}': make the renaming narrower.");

            names.Add(name);
        }

        return names;
    }

    /// <summary>The new name of a key.</summary>
    public string Name(string key)
    {
        var prefix = options.DroppedPrefixes.FirstOrDefault(prefix => key.StartsWith(prefix, StringComparison.Ordinal));
        if (prefix is not null)
        {
            _used.Add(prefix);
            key = key[prefix.Length..];
        }

        foreach (var rename in options.Renames)
        {
            if (rename.Apply(key) is not { } name)
                continue;

            _used.Add(rename);
            return name;
        }

        return key;
    }

    /// <summary>Requires that every part of the options was applied to a key.</summary>
    /// <exception cref="CheckpointException">One was not; the message names it.</exception>
    public void RequireUse()
    {
        RequireUse("begins with", options.DroppedPrefixes.Where(prefix => !_used.Contains(prefix)), "leave the prefix out");
        RequireUse("is renamed by", options.Renames.Where(rename => !_used.Contains(rename)).Select(static rename => rename.Pattern), "correct the pattern, or leave it out");
    }

    private void RequireUse(string does, IEnumerable<string> unused, string advice)
    {
        var texts = unused.Select(static text => $"'{ErrorText.Short(text)}'").ToList();
        if (texts.Count == 0)
            return;

        var more = texts.Count > MostNamed ? $" and {texts.Count - MostNamed} more" : "";
        throw new CheckpointException($"No key of the file '{path}' {does} {string.Join(", ", texts.Take(MostNamed))}{more}: {advice}.");
    }
}
