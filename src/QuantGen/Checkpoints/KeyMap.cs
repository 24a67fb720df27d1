namespace QuantGen.Checkpoints;

/// <summary>Brings the keys of a file to those of a model.</summary>
internal static class KeyMap
{
    // What DataParallel and DistributedDataParallel of PyTorch write before all keys.
    private const string ParallelPrefix = "module.";

    /// <summary>Renames the entries and the described quantizers of a file.</summary>
    /// <param name="content">The file.</param>
    /// <param name="model">The model.</param>
    /// <param name="renames">What the caller renames.</param>
    /// <param name="path">The file's name for messages.</param>
    /// <exception cref="CheckpointException">Two keys come to the same.</exception>
    public static CheckpointContent Apply(
        CheckpointContent content, StateKeys model, IReadOnlyList<KeyRename> renames, string path)
    {
        var prefixed = content.Entries.Count > 0
            && content.Entries.All(static entry => entry.Key.StartsWith(ParallelPrefix, StringComparison.Ordinal))
            && !model.Keys.Any(static key => key.StartsWith(ParallelPrefix, StringComparison.Ordinal));
        if (!prefixed && renames.Count == 0)
            return content;

        foreach (var entry in content.Entries)
            entry.Rename(Name(entry.Key));

        if (renames.Count > 0 && SortedEntries.FindTwice(content.Entries) is { } twice)
            throw new CheckpointException($"Two tensors of the file '{path}' would be '{ErrorText.Short(twice)}' after " +
                $"{nameof(LoadOptions)}.{nameof(LoadOptions.Renames)}: make its patterns narrower.");

        return content with
        {
            Descriptions = content.Descriptions is { } described ? described with { ByName = Quantizers(described, Name, path) } : null,
            Notes = prefixed ? [.. content.Notes, $"the prefix '{ParallelPrefix}' of all keys was left out"] : content.Notes,
        };

        string Name(string key)
        {
            var name = prefixed && key.StartsWith(ParallelPrefix, StringComparison.Ordinal) 
                ? model.Names.Of(key.AsSpan(ParallelPrefix.Length))
                : key;
            return renames.Select(rename => rename.Apply(name)).FirstOrDefault(static renamed => renamed is not null) ?? name;
        }
    }

    /// <summary>Renames described quantizers: each as its range is, a layer as its weight.</summary>
    /// <param name="descriptions">What a file says.</param>
    /// <param name="rename">Renames a key.</param>
    /// <param name="path">The file's name for messages.</param>
    /// <exception cref="CheckpointException">Two come to the same.</exception>
    public static Dictionary<string, QuantizerDescription> Quantizers(QuantizerDescriptions descriptions, Func<string, string> rename, string path)
    {
        var result = new Dictionary<string, QuantizerDescription>(StringComparer.Ordinal);
        foreach (var (name, description) in descriptions.ByName)
        {
            var key = description.Key;
            var renamed = rename(name + key);
            var quantizer = renamed.EndsWith(key, StringComparison.Ordinal) ? renamed[..^key.Length] : renamed;
            if (!result.TryAdd(quantizer, description))
                throw new CheckpointException($"Two quantizers that the file '{path}' describes would be '{ErrorText.Short(quantizer)}': make the renaming narrower.");
        }

        return result;
    }
}
