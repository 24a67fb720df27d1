namespace TorchSharp.Modules;

/// <summary>Turns the sizes of windows, which callers give as tuples, into arrays.</summary>
internal static class Sizes
{
    internal static long[] Array((long, long) size) => [size.Item1, size.Item2];

    internal static long[] Array((long, long, long) size) => [size.Item1, size.Item2, size.Item3];

    internal static long[]? Array((long, long)? size) => size is { } present ? Array(present) : null;

    internal static long[]? Array((long, long, long)? size) => size is { } present ? Array(present) : null;

    /// <summary>The same size for every dimension.</summary>
    internal static long[] Repeat(long size, int dimensions)
    {
        var sizes = new long[dimensions];
        System.Array.Fill(sizes, size);
        return sizes;
    }

    internal static long[]? Repeat(long? size, int dimensions) => size is { } present ? Repeat(present, dimensions) : null;
}
