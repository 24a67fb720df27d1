using System.Buffers;

namespace QuantGen.Checkpoints;

/// <summary>The entries of a file in another order, for as long as it is not disposed.</summary>
internal sealed class SortedEntries : IDisposable
{
    private readonly CheckpointEntry[] _sorted;
    private readonly int _count;

    private SortedEntries(IReadOnlyList<CheckpointEntry> entries, Comparison<CheckpointEntry> order)
    {
        _count = entries.Count;
        _sorted = ArrayPool<CheckpointEntry>.Shared.Rent(_count);
        for (var i = 0; i < _count; i++)
            _sorted[i] = entries[i];

        Entries.Sort(order);
    }

    /// <summary>The entries in that order.</summary>
    public Span<CheckpointEntry> Entries => _sorted.AsSpan(0, _count);

    /// <summary>The entries in the order of the file.</summary>
    public static SortedEntries ByPlace(IReadOnlyList<CheckpointEntry> entries) => new(entries, static (left, right) =>
        left.Offset != right.Offset ? left.Offset.CompareTo(right.Offset) : left.Length.CompareTo(right.Length));

    /// <summary>A key that two entries have; null when there is none.</summary>
    public static string? FindTwice(IReadOnlyList<CheckpointEntry> entries)
    {
        using var sorted = new SortedEntries(entries, static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        for (var i = 1; i < entries.Count; i++)
        {
            if (string.Equals(sorted.Entries[i - 1].Key, sorted.Entries[i].Key, StringComparison.Ordinal))
                return sorted.Entries[i].Key;
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<CheckpointEntry>.Shared.Return(_sorted, clearArray: true);
}
