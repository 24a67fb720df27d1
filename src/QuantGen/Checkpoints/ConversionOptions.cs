namespace QuantGen.Checkpoints;

/// <summary>How the keys of a file are named in the one that <see cref="CheckpointFile.SaveAs"/> makes of it.</summary>
public sealed record ConversionOptions
{
    /// <summary>
    /// What is left out at the beginning of keys, such as <c>module.</c>, before <see cref="Renames"/>: of each key the first that it begins
    /// with. One that no key begins with is an error.
    /// </summary>
    public IReadOnlyList<string> DroppedPrefixes { get; init; } = [];

    /// <summary>
    /// New names. For each key the first pattern that matches is applied; a key that none matches keeps its name. One that is applied to no
    /// key is an error.
    /// </summary>
    public IReadOnlyList<KeyRename> Renames { get; init; } = [];
}
