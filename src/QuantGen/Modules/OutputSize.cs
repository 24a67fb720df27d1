namespace QuantGen.Modules;

/// <summary>The size that the output of a transposed convolution is asked to have.</summary>
internal static class OutputSize
{
    /// <summary>What is added to one side of each dimension of the output so that it has a given size.</summary>
    /// <param name="name">The layer, for messages.</param>
    /// <param name="input">The extents of what the layer takes: (N, C, ...) or (C, ...).</param>
    /// <param name="size">The extents of the output, with or without those before the spatial ones.</param>
    /// <param name="kernel">The extent of the kernel in each dimension.</param>
    /// <param name="stride">The step in each dimension.</param>
    /// <param name="padding">What is cut off both sides.</param>
    /// <param name="dilation">The distance between kernel elements.</param>
    /// <exception cref="ArgumentException">The size has the wrong number of extents, or cannot be had.</exception>
    public static long[] Padding(string name, long[] input, long[] size, long[] kernel, long[] stride, long[] padding, long[] dilation)
    {
        var leading = input.Length == kernel.Length + 2 ? 2 : 1;
        var wanted = size.Length == leading + kernel.Length ? size[leading..] : size;
        if (wanted.Length != kernel.Length)
            throw new ArgumentException($"The output size of {name} has {kernel.Length} extents, not {size.Length}.", nameof(size));

        var added = new long[wanted.Length];
        for (var i = 0; i < added.Length; i++)
        {
            var least = ((input[leading + i] - 1) * stride[i]) - (2 * padding[i]) + (dilation[i] * (kernel[i] - 1)) + 1;
            added[i] = wanted[i] - least;
            if (added[i] < 0 || added[i] >= stride[i])
                throw new ArgumentException(
                    $"The output of {name} can have an extent of {least} to {least + stride[i] - 1}, not {wanted[i]}.", nameof(size));
        }

        return added;
    }
}
