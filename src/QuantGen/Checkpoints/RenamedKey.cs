namespace QuantGen.Checkpoints;

/// <summary>A key of a file that is named otherwise in the file made of it.</summary>
/// <param name="Key">Its name before.</param>
/// <param name="NewKey">Its name now.</param>
public sealed record RenamedKey(string Key, string NewKey)
{
    /// <summary>Both names.</summary>
    public override string ToString() => $"{Key} -> {NewKey}";
}
