using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <summary>Pools.</summary>
internal static class PoolForms
{
    /// <summary>The largest element of each window.</summary>
    /// <param name="input">(N, C, ...) or (C, ...).</param>
    /// <param name="dimensions">How many axes are behind the channels.</param>
    /// <param name="kernel">The extent of the window.</param>
    /// <param name="stride">Its step; null for its extent.</param>
    /// <param name="padding">How far the window reaches over both sides; null for not at all.</param>
    /// <param name="dilation">The distance between the elements of the window; null for neighbours.</param>
    /// <param name="ceiling">Whether a window that is only partly inside counts.</param>
    public static GraphValue Max(GraphValue input, int dimensions, long[] kernel, long[]? stride, long[]? padding, long[]? dilation, bool ceiling) =>
        input.Batched(dimensions, batch =>
        {
            var window = new PoolWindow(batch.Type.Shape.AsSpan(2), kernel, stride, padding, dilation, ceiling);
            var after = window.After;
            if (window.After.Zip(window.Kernel).Any(static width => width.First >= width.Second))
            {
                // Runtimes refuse padding that is as wide as the window.
                var added = window.After.Zip(window.Before, static (after, before) => after - before);
                batch = PaddingForms.Pad(batch, PaddingModes.Constant, float.NegativeInfinity, new long[dimensions + 2], [0, 0, .. added]);
                after = window.Before;
            }

            return batch.Node("MaxPool", new GraphAttributeCollection
            {
                { "kernel_shape", window.Kernel },
                { "strides", window.Stride },
                { "pads", (long[])[.. window.Before, .. after] },
                { "dilations", window.Dilation },
            });
        });

    /// <summary>The mean of each window.</summary>
    /// <param name="input">(N, C, ...) or (C, ...).</param>
    /// <param name="dimensions">How many axes are behind the channels.</param>
    /// <param name="kernel">The extent of the window.</param>
    /// <param name="stride">Its step; null for its extent.</param>
    /// <param name="padding">The zeros on both sides; null for none.</param>
    /// <param name="ceiling">Whether a window that is only partly inside counts.</param>
    /// <param name="countsPadding">Whether the zeros count as elements.</param>
    /// <param name="divisor">What sums are divided by in place of the number of elements; null for that number.</param>
    public static GraphValue Average(
        GraphValue input, int dimensions, long[] kernel, long[]? stride, long[]? padding, bool ceiling, bool countsPadding, long? divisor) =>
        input.Batched(dimensions, batch =>
        {
            var window = new PoolWindow(batch.Type.Shape.AsSpan(2), kernel, stride, padding, null, ceiling);
            var isPadded = window.Before.Any(static width => width > 0);
            if (divisor is { } number)
                return Average(batch, window, countsPadding: true).Node("Mul", batch.Scalar((double)window.Size / number));
            if (window.Overhangs && isPadded && countsPadding)
                return Average(batch, window, countsPadding: true).Node("Mul", batch.Constant(Shares(window), "shares"));

            return Average(batch, window, countsPadding && isPadded);
        });

    /// <summary>The mean of windows that divide the input as evenly as can be.</summary>
    /// <param name="input">(N, C, ...) or (C, ...).</param>
    /// <param name="size">The extents of the output behind the channels.</param>
    public static GraphValue AdaptiveAverage(GraphValue input, long[] size) => input.Batched(size.Length, batch =>
    {
        var extents = batch.Type.Shape[2..];
        if (extents.AsSpan().SequenceEqual(size))
            return batch;
        if (Array.TrueForAll(size, static extent => extent == 1))
            return batch.Node("GlobalAveragePool");
        if (extents.Zip(size).All(static axis => axis.First % axis.Second == 0))
            return Average(batch, Even(extents, size), countsPadding: false);

        for (var axis = 0; axis < size.Length; axis++)
            batch = Mean(batch, axis + 2, size[axis]);

        return batch;
    });

    /// <summary>The largest element of windows that divide the input as evenly as can be.</summary>
    /// <param name="input">(N, C, ...) or (C, ...).</param>
    /// <param name="size">The extents of the output behind the channels.</param>
    public static GraphValue AdaptiveMax(GraphValue input, long[] size) => input.Batched(size.Length, batch =>
    {
        var extents = batch.Type.Shape[2..];
        if (extents.AsSpan().SequenceEqual(size))
            return batch;
        if (extents.Zip(size).All(static axis => axis.First % axis.Second == 0))
            return Max(batch, size.Length, Even(extents, size).Kernel, null, null, null, ceiling: false);

        for (var axis = 0; axis < size.Length; axis++)
        {
            var (value, along) = (batch, axis + 2);
            var settings = new GraphAttributeCollection { { "axes", new long[] { along } }, { "keepdims", 1L } };
            if (extents[axis] != size[axis])
                batch = Windows(extents[axis], size[axis]).Select(window => value.Part(along, window.Start, window.Length).Node("ReduceMax", settings)).ToArray().Join(along);
        }

        return batch;
    });

    /// <summary>(sum of x^p)^(1/p) over each window, as <c>nn.functional.lp_pool2d</c> computes it.</summary>
    /// <param name="input">(N, C, ...) or (C, ...).</param>
    /// <param name="dimensions">How many axes are behind the channels.</param>
    /// <param name="power">p.</param>
    /// <param name="kernel">The extent of the window.</param>
    /// <param name="stride">Its step; null for its extent.</param>
    /// <param name="ceiling">Whether a window that is only partly inside counts.</param>
    public static GraphValue Power(GraphValue input, int dimensions, double power, long[] kernel, long[]? stride, bool ceiling)
    {
        var mean = Average(input.Node("Pow", input.Scalar(power)), dimensions, kernel, stride, null, ceiling, countsPadding: true, divisor: null);
        var count = kernel.Length == dimensions ? kernel.Aggregate(1L, static (size, extent) => size * extent) : (long)Math.Pow(kernel[0], dimensions);
        var sum = mean.Node("Sign").Node("Mul", mean.Node("Abs").Node("Relu")).Node("Mul", input.Scalar(count));
        return sum.Node("Pow", input.Scalar(1 / power));
    }

    private static GraphValue Average(GraphValue batch, PoolWindow window, bool countsPadding) => batch.Node("AveragePool", new GraphAttributeCollection
    {
        { "kernel_shape", window.Kernel },
        { "strides", window.Stride },
        { "pads", (long[])[.. window.Before, .. window.After] },
        { "count_include_pad", countsPadding },
    });

    private static PoolWindow Even(long[] extents, long[] size) =>
        new(extents, [.. extents.Zip(size, static (extent, count) => extent / count)], null, null, null, ceiling: false);

    // Where a window overhangs, its sum is divided by fewer elements than a runtime divides it by.
    private static Tensor Shares(PoolWindow window)
    {
        var shares = tensor((float)window.Size);
        for (var axis = 0; axis < window.Kernel.Length; axis++)
        {
            var shape = new long[window.Kernel.Length];
            Array.Fill(shape, 1);
            shape[axis] = window.Output[axis];
            shares = shares / tensor(Array.ConvertAll(window.Counts(axis), static count => (float)count)).reshape(shape);
        }

        return shares;
    }

    // A product with a matrix of shares: the windows need not be equally long.
    private static GraphValue Mean(GraphValue batch, int axis, long size)
    {
        var extent = batch.Type.Shape[axis];
        if (extent == size)
            return batch;

        var shares = new float[extent * size];
        foreach (var (i, (start, length)) in Windows(extent, size).Index())
        {
            for (var k = start; k < start + length; k++)
                shares[(k * size) + i] = 1f / length;
        }

        var last = batch.Type.Rank - 1;
        long[] order = [.. Enumerable.Range(0, batch.Type.Rank).Select(i => (long)(i == axis ? last : i == last ? axis : i))];
        var matrix = batch.Constant(tensor(shares, extent, size), "shares");
        return axis == last ? batch.Node("MatMul", matrix) : batch.ToOrder(order).Node("MatMul", matrix).ToOrder(order);
    }

    private static IEnumerable<(long Start, long Length)> Windows(long extent, long size)
    {
        for (long i = 0; i < size; i++)
        {
            var start = i * extent / size;
            yield return (start, (((i + 1) * extent) + size - 1) / size - start);
        }
    }
}
