using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace QuantGen.ModelReading.Infrastructure;

/// <summary>Makes <see cref="EquatableArray{T}"/> from other sequences.</summary>
internal static class EquatableArrays
{
    /// <summary>Copies a span; collection expressions call it.</summary>
    public static EquatableArray<T> Create<T>(ReadOnlySpan<T> items)
        where T : IEquatable<T> =>
        items.IsEmpty ? default : new(ImmutableCollectionsMarshal.AsImmutableArray(items.ToArray()));

    /// <summary>Copies a list.</summary>
    public static EquatableArray<T> ToEquatableArray<T>(this List<T> items)
        where T : IEquatable<T> =>
        items.Count == 0 ? default : new(ImmutableCollectionsMarshal.AsImmutableArray(items.ToArray()));

    /// <summary>Copies a sequence.</summary>
    public static EquatableArray<T> ToEquatableArray<T>(this IEnumerable<T> items)
        where T : IEquatable<T> =>
        items is ICollection<T> { Count: 0 } ? default : new(items.ToImmutableArray());
}
