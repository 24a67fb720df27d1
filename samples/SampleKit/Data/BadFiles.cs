namespace SampleKit.Data;

/// <summary>What becomes of files that cannot be used: the first ends the work, or each is left out, counted and named.</summary>
/// <param name="skip">Whether they are left out.</param>
internal sealed class BadFiles(bool skip)
{
    private const int MostNamed = 5;

    private readonly SortedDictionary<string, string> _reasons = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>How many were left out.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _reasons.Count;
        }
    }

    /// <summary>Each file or folder that was left out, by name, and why.</summary>
    public IReadOnlyDictionary<string, string> Reasons
    {
        get
        {
            lock (_lock)
                return new Dictionary<string, string>(_reasons, StringComparer.Ordinal);
        }
    }

    /// <summary>Notes one that cannot be used, once however often it is met; may be called from several threads.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="reason">One sentence that names it.</param>
    /// <exception cref="ImageDataException">Files are not left out.</exception>
    public void Add(string path, ImageDataException reason)
    {
        if (!skip)
            throw new ImageDataException($"{reason.Message.TrimEnd('.')} (--skip-bad leaves such files out).", reason);

        lock (_lock)
            _reasons.TryAdd(path, reason.Message);
    }

    /// <summary>What to say of them, a line each, the rest as a number; nothing where there are none.</summary>
    public IEnumerable<string> Describe()
    {
        var reasons = Reasons;
        if (reasons.Count == 0)
            yield break;

        yield return $"{reasons.Count} {(reasons.Count == 1 ? "file was" : "files were")} left out:";
        foreach (var reason in reasons.Values.Order(StringComparer.Ordinal).Take(MostNamed))
            yield return $"  {reason}";

        if (reasons.Count > MostNamed)
            yield return $"  and {reasons.Count - MostNamed} more";
    }
}
