namespace QuantGen.Graph.Operators;

/// <summary>Arithmetic on extents.</summary>
internal static class Shapes
{
    /// <summary>Extents as messages and texts have them: <c>[1, 3, 32, 32]</c>.</summary>
    public static string Text(IEnumerable<long> shape) => $"[{string.Join(", ", shape)}]";

    /// <summary>The extents of the result of an elementwise operation; null where the operands do not go together.</summary>
    public static long[]? Broadcast(long[] left, long[] right)
    {
        var result = new long[Math.Max(left.Length, right.Length)];
        for (var i = 1; i <= result.Length; i++)
        {
            var (a, b) = (i <= left.Length ? left[^i] : 1, i <= right.Length ? right[^i] : 1);
            if (a != b && a != 1 && b != 1)
                return null;

            result[^i] = a == 1 ? b : a;
        }

        return result;
    }

    /// <summary>Extents with others in place of the axes named, or without these.</summary>
    /// <param name="shape">The extents.</param>
    /// <param name="axes">The axes, from 0 on.</param>
    /// <param name="keep">Whether the axes stay with extent one.</param>
    public static long[] Reduce(long[] shape, IReadOnlyCollection<int> axes, bool keep) => keep
        ? [.. shape.Select((extent, axis) => axes.Contains(axis) ? 1 : extent)]
        : [.. shape.Where((_, axis) => !axes.Contains(axis))];

    /// <summary>Extents with another one at an axis.</summary>
    public static long[] With(long[] shape, int axis, long extent)
    {
        var result = (long[])shape.Clone();
        result[axis] = extent;
        return result;
    }
}
