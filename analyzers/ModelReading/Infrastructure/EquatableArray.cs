using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace QuantGen.ModelReading.Infrastructure;

/// <summary>
/// An immutable list that equals another one with equal elements in the same order. The records of a generator's
/// pipeline hold no other list, because ImmutableArray and List compare by reference and would never be found cached.
/// </summary>
/// <typeparam name="T">What it holds; itself equal by value.</typeparam>
[CollectionBuilder(typeof(EquatableArrays), nameof(EquatableArrays.Create))]
internal readonly struct EquatableArray<T> : IEquatable<EquatableArray<T>>, IReadOnlyList<T>
    where T : IEquatable<T>
{
    private readonly ImmutableArray<T> _items;

    /// <summary>Wraps an array without copying it.</summary>
    /// <param name="items">The elements; a default array counts as an empty one.</param>
    public EquatableArray(ImmutableArray<T> items) => _items = items;

    /// <summary>The list without elements, which is also the default value.</summary>
    public static EquatableArray<T> Empty => default;

    /// <summary>The elements as an array; never a default one.</summary>
    public ImmutableArray<T> Items => _items.IsDefault ? [] : _items;

    /// <inheritdoc />
    public int Count => _items.IsDefault ? 0 : _items.Length;

    /// <inheritdoc />
    public T this[int index] => _items[index];

    /// <summary>Whether an element equals the given one.</summary>
    public bool Contains(T item) => !_items.IsDefault && _items.Contains(item);

    /// <summary>The array of what becomes of each element.</summary>
    /// <typeparam name="TResult">What becomes of an element.</typeparam>
    /// <param name="convert">Makes it.</param>
    public EquatableArray<TResult> ConvertAll<TResult>(Func<T, TResult> convert)
        where TResult : IEquatable<TResult>
    {
        if (Count == 0)
            return default;

        var converted = new TResult[Count];
        for (var i = 0; i < converted.Length; i++)
            converted[i] = convert(_items[i]);
        return new(ImmutableCollectionsMarshal.AsImmutableArray(converted));
    }

    /// <inheritdoc />
    public bool Equals(EquatableArray<T> other)
    {
        if (Count != other.Count)
            return false;

        for (var i = 0; i < Count; i++)
        {
            if (!EqualityComparer<T>.Default.Equals(_items[i], other._items[i]))
                return false;
        }

        return true;
    }

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = 17;
        foreach (var item in Items)
            hash = unchecked((hash * 31) + EqualityComparer<T>.Default.GetHashCode(item));
        return hash;
    }

    /// <summary>Compares by value.</summary>
    public static bool operator ==(EquatableArray<T> left, EquatableArray<T> right) => left.Equals(right);

    /// <summary>Compares by value.</summary>
    public static bool operator !=(EquatableArray<T> left, EquatableArray<T> right) => !left.Equals(right);

    /// <summary>Enumerates without allocating.</summary>
    public Enumerator GetEnumerator() => new(ImmutableCollectionsMarshal.AsArray(_items));

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)Items).GetEnumerator();

    /// <summary>Goes over the elements, of which a default array has none.</summary>
    /// <param name="items">The elements.</param>
    public struct Enumerator(T[]? items)
    {
        private int _index = -1;

        /// <summary>The element at hand.</summary>
        public readonly T Current => items![_index];

        /// <summary>Goes on to the next.</summary>
        public bool MoveNext() => items is not null && ++_index < items.Length;
    }
}
