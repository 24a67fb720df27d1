namespace QuantGen.Graph.Operators;

/// <summary>How the window of a convolution or pool moves over the axes behind the channels.</summary>
/// <param name="Kernel">Its extents.</param>
/// <param name="Strides">Its steps.</param>
/// <param name="Dilations">The distances of its elements.</param>
/// <param name="Before">The padding in front of each axis.</param>
/// <param name="After">The padding behind each axis.</param>
internal sealed record Window(long[] Kernel, long[] Strides, long[] Dilations, long[] Before, long[] After)
{
    /// <summary>How many axes there are.</summary>
    public int Rank => Kernel.Length;

    /// <summary>Whether both sides of every axis are padded alike.</summary>
    public bool IsSymmetric => Before.AsSpan().SequenceEqual(After);

    /// <summary>The extents that the window spans.</summary>
    public long[] Span => [.. Kernel.Zip(Dilations, static (extent, dilation) => ((extent - 1) * dilation) + 1)];

    /// <summary>The padding as torch's functions for constants have it: the last axis first.</summary>
    public long[] Widths => [.. Enumerable.Range(1, Rank).SelectMany(i => (long[])[Before[^i], After[^i]])];

    /// <summary>The settings of a use of an operation.</summary>
    /// <param name="call">The use.</param>
    /// <param name="kernel">The extents of the window.</param>
    /// <exception cref="GraphException">There are too many or too few, or a number is too small.</exception>
    public static Window Of(OperationCall call, long[] kernel)
    {
        var rank = kernel.Length;
        var pads = call.Integers("pads", 2 * rank, 0);
        var dilations = call.Has("dilations") ? call.Integers("dilations", rank, 1) : [.. Enumerable.Repeat(1L, rank)];
        var window = new Window(kernel, call.Integers("strides", rank, 1), dilations, pads[..rank], pads[rank..]);
        return window.Kernel.Concat(window.Strides).Concat(window.Dilations).All(static number => number > 0) && pads.All(static width => width >= 0)
            ? window
            : throw call.Problem("kernel, strides and dilations must be positive, and pads not negative");
    }

    /// <summary>How often the window fits along each axis.</summary>
    /// <param name="call">The use, for messages.</param>
    /// <param name="extents">The extents of the input.</param>
    /// <param name="ceiling">Whether a window counts that is only partly inside.</param>
    /// <exception cref="GraphException">It does not fit at all.</exception>
    public long[] Output(OperationCall call, long[] extents, bool ceiling) => [.. Enumerable.Range(0, Rank).Select(axis =>
    {
        var rest = extents[axis] + Before[axis] + After[axis] - Span[axis];
        if (rest < 0)
            throw call.Problem($"a window of {Span[axis]} does not fit into axis {axis + 2} of {Shapes.Text(call[0].Shape)}");

        var count = ((rest + (ceiling ? Strides[axis] - 1 : 0)) / Strides[axis]) + 1;

        // A window must begin inside, or in the padding in front.
        return ceiling && (count - 1) * Strides[axis] >= extents[axis] + Before[axis] ? count - 1 : count;
    })];
}
