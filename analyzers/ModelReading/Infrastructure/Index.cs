// netstandard2.0 lacks the type behind `[^1]` and list patterns.
#pragma warning disable IDE0130 // the compiler looks for it in this namespace
namespace System;

internal readonly struct Index(int value, bool fromEnd = false) : IEquatable<Index>
{
    public int GetOffset(int length) => fromEnd ? length - value : value;

    public bool Equals(Index other) => GetOffset(0) == other.GetOffset(0);

    public override bool Equals(object? obj) => obj is Index other && Equals(other);

    public override int GetHashCode() => GetOffset(0);
}
