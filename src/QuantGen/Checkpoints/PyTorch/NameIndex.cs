namespace QuantGen.Checkpoints.PyTorch;

/// <summary>Finds names that lie in a file, by four bytes a name that are sorted by their hashes. The names stay in the file.</summary>
internal sealed class NameIndex
{
    private readonly int[] _order;
    private readonly Func<int, int> _hashOf;

    /// <summary>Makes an index.</summary>
    /// <param name="count">How many names there are.</param>
    /// <param name="hashOf">The <see cref="Hash"/> of the name of a number.</param>
    /// <param name="budget">What the index may take.</param>
    public NameIndex(int count, Func<int, int> hashOf, ReadBudget budget)
    {
        budget.Take(ReadBudget.ArrayCost + ((long)sizeof(int) * count));
        _hashOf = hashOf;
        _order = new int[count];
        for (var i = 0; i < count; i++)
            _order[i] = i;

        _order.AsSpan().Sort((left, right) => hashOf(left).CompareTo(hashOf(right)));
    }

    /// <summary>Tells most names apart. It differs from run to run, so that no file can have many names of one hash.</summary>
    public static int Hash(ReadOnlySpan<byte> name)
    {
        var hash = default(HashCode);
        hash.AddBytes(name);
        return hash.ToHashCode();
    }

    /// <summary>The numbers of the names that have a hash.</summary>
    public ReadOnlySpan<int> Find(int hash)
    {
        var (first, end) = (0, _order.Length);
        while (first < end)
        {
            var middle = (first + end) / 2;
            if (_hashOf(_order[middle]) < hash)
                first = middle + 1;
            else
                end = middle;
        }

        while (end < _order.Length && _hashOf(_order[end]) == hash)
            end++;

        return _order.AsSpan(first..end);
    }
}
