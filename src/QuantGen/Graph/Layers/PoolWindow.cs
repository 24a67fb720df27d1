namespace QuantGen.Graph;

/// <summary>The window of a pool, and where it ends up: torch's rounding up of the output's extent becomes padding behind.</summary>
internal sealed class PoolWindow
{
    /// <summary>Places a window on an input.</summary>
    /// <param name="input">The extents behind the channels.</param>
    /// <param name="kernel">The extent of the window.</param>
    /// <param name="stride">Its step; null for its extent.</param>
    /// <param name="padding">What is around the input; null for nothing.</param>
    /// <param name="dilation">The distance between the elements of the window; null for neighbours.</param>
    /// <param name="ceiling">Whether a window that is only partly inside counts.</param>
    public PoolWindow(ReadOnlySpan<long> input, long[] kernel, long[]? stride, long[]? padding, long[]? dilation, bool ceiling)
    {
        Input = input.ToArray();
        Kernel = Each(kernel, Input.Length);
        Stride = stride is null ? Kernel : Each(stride, Input.Length);
        Before = padding is null ? new long[Input.Length] : Each(padding, Input.Length);
        Dilation = Each(dilation ?? [1], Input.Length);
        Output = new long[Input.Length];
        After = new long[Input.Length];
        for (var i = 0; i < Input.Length; i++)
        {
            var reach = (Dilation[i] * (Kernel[i] - 1)) + 1;
            var rest = Input[i] + (2 * Before[i]) - reach;
            Output[i] = ((rest + (ceiling ? Stride[i] - 1 : 0)) / Stride[i]) + 1;

            // The last window must begin inside of the input or of the padding in front of it.
            if (ceiling && (Output[i] - 1) * Stride[i] >= Input[i] + Before[i])
                Output[i]--;

            After[i] = Math.Max(Before[i], ((Output[i] - 1) * Stride[i]) + reach - Input[i] - Before[i]);
        }
    }

    /// <summary>The extents of the input.</summary>
    public long[] Input { get; }

    /// <summary>The extents of the output.</summary>
    public long[] Output { get; }

    /// <summary>The extent of the window.</summary>
    public long[] Kernel { get; }

    /// <summary>Its step.</summary>
    public long[] Stride { get; }

    /// <summary>The distance between its elements.</summary>
    public long[] Dilation { get; }

    /// <summary>The padding in front.</summary>
    public long[] Before { get; }

    /// <summary>The padding behind, and what the last window reaches beyond it.</summary>
    public long[] After { get; }

    /// <summary>Whether the last window of an axis reaches beyond the padding that was asked for.</summary>
    public bool Overhangs => !After.AsSpan().SequenceEqual(Before);

    /// <summary>How many elements a window has.</summary>
    public long Size => Kernel.Aggregate(1L, static (size, extent) => size * extent);

    /// <summary>How many elements of each window are inside of the input and the padding that was asked for, along one axis.</summary>
    /// <param name="axis">The axis, counted from the first behind the channels.</param>
    public long[] Counts(int axis)
    {
        var counts = new long[Output[axis]];
        for (var i = 0; i < counts.Length; i++)
            counts[i] = Math.Min(Kernel[axis], Input[axis] + (2 * Before[axis]) - (i * Stride[axis]));

        return counts;
    }

    private static long[] Each(long[] values, int dimensions)
    {
        if (values.Length == dimensions)
            return values;

        var all = new long[dimensions];
        Array.Fill(all, values[0]);
        return all;
    }
}
