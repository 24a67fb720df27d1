using System.Collections;
using System.Runtime.CompilerServices;

namespace QuantGen.Checkpoints;

/// <summary>
/// A list that grows by small pieces: nothing is copied, little is taken beyond what it holds, and each piece is taken from the budget
/// before it is asked for.
/// </summary>
/// <param name="budget">What it may take.</param>
internal sealed class ChunkedList<T>(ReadBudget budget) : IReadOnlyList<T>
{
    private const int PieceLength = 32;
    private T[][] _pieces = [];
    private int _made;

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <summary>An item, which can be changed in place.</summary>
    public ref T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return ref _pieces[index / PieceLength][index % PieceLength];
        }
    }

    /// <inheritdoc/>
    T IReadOnlyList<T>.this[int index] => this[index];

    /// <summary>Adds an item.</summary>
    /// <exception cref="CheckpointException">The budget is spent.</exception>
    public void Add(T item)
    {
        if (Count == _made * PieceLength)
            AddPiece();

        _pieces[Count / PieceLength][Count % PieceLength] = item;
        Count++;
    }

    /// <summary>Drops all items from one on.</summary>
    public void CutTo(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)Count, nameof(count));
        Count = count;
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void AddPiece()
    {
        if (_made == _pieces.Length)
        {
            var length = Math.Max(4, 2 * _made);
            budget.Take(ReadBudget.ArrayCost + (length * IntPtr.Size));
            Array.Resize(ref _pieces, length);
        }

        budget.Take(ReadBudget.ArrayCost + (PieceLength * Unsafe.SizeOf<T>()));
        _pieces[_made++] = new T[PieceLength];
    }
}
