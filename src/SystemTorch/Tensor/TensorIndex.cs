namespace TorchSharp;

public static partial class torch
{
    /// <summary>One entry between the brackets of <c>tensor[..]</c>: a number, a range, a tensor, a truth value or a placeholder.</summary>
    public struct TensorIndex
    {
        /// <summary>As many whole dimensions as the other entries leave: Python's <c>...</c>.</summary>
        public static TensorIndex Ellipsis = new() { Kind = IndexKind.Ellipsis };

        /// <summary>A new dimension of extent one: Python's <c>None</c>.</summary>
        public static TensorIndex None = new() { Kind = IndexKind.None };

        /// <summary>Nothing: as <see cref="None"/>.</summary>
        public static TensorIndex Null = new() { Kind = IndexKind.None };

        /// <summary>A whole dimension: Python's <c>:</c>.</summary>
        public static TensorIndex Colon = Slice();

        internal enum IndexKind
        {
            None,
            Single,
            Ellipsis,
            Bool,
            Tensor,
            Slice,
        }

        internal IndexKind Kind { get; private init; }

        internal long? Start { get; private init; }

        internal long? Stop { get; private init; }

        internal long? Step { get; private init; }

        internal Tensor? Indices { get; private init; }

        /// <summary>One place of a dimension, which disappears; a negative number counts from the end.</summary>
        /// <param name="value">The place.</param>
        public static implicit operator TensorIndex(long value) => Single(value);

        /// <inheritdoc cref="Slice(ValueTuple{int?, int?})"/>
        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        /// <summary>One place of a dimension, which disappears.</summary>
        /// <param name="index">The place.</param>
        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);

        /// <inheritdoc cref="Slice(Range)"/>
        public static implicit operator TensorIndex(Range range) => Slice(range);

        /// <summary>Every so many places of a dimension from one place to before another; negative numbers count from the end.</summary>
        /// <param name="start">The first place; null for 0.</param>
        /// <param name="stop">The place after the last; null for the end.</param>
        /// <param name="step">From one place to the next, at least 1; null for 1.</param>
        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new() { Kind = IndexKind.Slice, Start = start, Stop = stop, Step = step };

        /// <summary>The places of a dimension from one to before another.</summary>
        /// <param name="range">Both places; null for the beginning or the end.</param>
        public static TensorIndex Slice((int? start, int? end) range) => Slice(range.start, range.end, null);

        /// <summary>The places of a dimension in a range.</summary>
        /// <param name="range">The range.</param>
        public static TensorIndex Slice(Range range) => Slice(
            range.Start.IsFromEnd ? -range.Start.Value : range.Start.Value,
            (range.End.IsFromEnd, range.End.Value) switch { (true, 0) => null, (true, var end) => -end, (false, var end) => end });

        /// <summary>A new dimension of extent one for true, of extent zero for false.</summary>
        /// <param name="value">The truth value.</param>
        public static TensorIndex Bool(bool value) => new() { Kind = IndexKind.Bool, Start = value ? 1 : 0 };

        /// <summary>One place of a dimension, which disappears.</summary>
        /// <param name="index">The place; null is <see cref="None"/>.</param>
        public static TensorIndex Single(long? index) => new() { Kind = IndexKind.Single, Start = index ?? 0 };

        /// <summary>The places that a tensor names: integers, or truth values for one or more dimensions.</summary>
        /// <param name="tensor">The tensor.</param>
        public static TensorIndex Tensor(Tensor tensor) => new() { Kind = IndexKind.Tensor, Indices = tensor };
    }
}
