using System.Collections;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The shape of a tensor: an immutable list of extents.</summary>
    public readonly struct Size : IEnumerable<long>
    {
        /// <summary>The shape of a single number.</summary>
        public static Size Empty = new(Array.Empty<long>());

        private readonly long[]? _shape;

        /// <summary>Makes a shape.</summary>
        /// <param name="shape">The extents.</param>
        public Size(long[] shape)
        {
            ArgumentNullException.ThrowIfNull(shape);
            _shape = (long[])shape.Clone();
        }

        /// <summary>Makes a shape.</summary>
        /// <param name="shape">The extents.</param>
        public Size(IEnumerable<long> shape) => _shape = [.. shape];

        /// <summary>Makes a shape of one dimension.</summary>
        /// <param name="size">The extent.</param>
        public Size(long size) => _shape = [size];

        /// <summary>The extents, in a new array.</summary>
        public long[] Shape => [.. Extents];

        /// <summary>The number of dimensions.</summary>
        public int Length => Extents.Length;

        /// <summary>Whether there are no dimensions.</summary>
        public bool IsEmpty => Length == 0;

        /// <summary>Whether this is the shape of a single number.</summary>
        public bool IsScalar => Length == 0;

        private long[] Extents => _shape ?? [];

        /// <summary>The extent of a dimension.</summary>
        /// <param name="idx">The dimension.</param>
        public long this[int idx] => Extents[idx];

        /// <summary>The extent of a dimension.</summary>
        /// <param name="idx">The dimension.</param>
        public long this[long idx] => Extents[idx];

        /// <summary>Makes a shape.</summary>
        public static implicit operator Size(long[] size) => new(size);

        /// <summary>Makes a shape of one dimension.</summary>
        public static implicit operator Size(long size) => new(size);

        /// <summary>Makes a shape of two dimensions.</summary>
        public static implicit operator Size((long, long) size) => new([size.Item1, size.Item2]);

        /// <summary>Makes a shape of three dimensions.</summary>
        public static implicit operator Size((long, long, long) size) => new([size.Item1, size.Item2, size.Item3]);

        /// <summary>Makes a shape of four dimensions.</summary>
        public static implicit operator Size((long, long, long, long) size) => new([size.Item1, size.Item2, size.Item3, size.Item4]);

        /// <summary>Whether two shapes have the same extents.</summary>
        public static bool operator ==(Size left, Size right) => left.Extents.AsSpan().SequenceEqual(right.Extents);

        /// <summary>Whether two shapes differ.</summary>
        public static bool operator !=(Size left, Size right) => !(left == right);

        /// <summary>One shape behind another.</summary>
        public static Size operator +(Size left, Size right) => new([.. left.Extents, .. right.Extents]);

        /// <summary>Extents behind a shape.</summary>
        public static Size operator +(Size left, IEnumerable<long> right) => new([.. left.Extents, .. right]);

        /// <summary>The number of elements.</summary>
        public long numel() => Extents.TotalSize();

        /// <summary>The dimensions from one to before another.</summary>
        /// <param name="first">The first dimension.</param>
        /// <param name="next">The dimension after the last.</param>
        public Size Slice(int first, int next) => new(Extents[first..next]);

        /// <summary>The first extents.</summary>
        /// <param name="i">How many.</param>
        public IEnumerable<long> Take(int i) => Extents.Take(i);

        /// <inheritdoc/>
        public override bool Equals(object? obj) => obj is Size other && this == other;

        /// <inheritdoc/>
        public override int GetHashCode()
        {
            var hash = default(HashCode);
            foreach (var extent in Extents)
                hash.Add(extent);
            return hash.ToHashCode();
        }

        /// <inheritdoc/>
        public IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)Extents).GetEnumerator();

        /// <inheritdoc/>
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
