namespace QuantGen.Graph;

/// <summary>Other shapes and orders of the same elements.</summary>
internal static class ShapeForms
{
    /// <summary>Makes one axis of several.</summary>
    /// <param name="input">The value.</param>
    /// <param name="first">The first axis.</param>
    /// <param name="last">The last axis.</param>
    public static GraphValue Flatten(GraphValue input, long first, long last)
    {
        var shape = input.Type.Shape;
        if (shape.Length == 0)
            return input.ToShape(1);

        var (start, end) = ((int)input.FromFront(first), (int)input.FromFront(last) + 1);
        if (start + 1 >= end)
            return input;
        var flat = start == 1 && end == shape.Length
            ? input.Node("Flatten", new GraphAttributeCollection { { "axis", 1L } })
            : input.ToShape([.. shape[..start], shape[start..end].Aggregate(1L, static (count, extent) => count * extent), .. shape[end..]]);
        return flat.ViewOf(input);
    }

    /// <summary>Makes several axes of one.</summary>
    /// <param name="input">The value.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="extents">The extents of the new axes, one of which may be -1.</param>
    public static GraphValue Unflatten(GraphValue input, long axis, long[] extents)
    {
        var (shape, at) = (input.Type.Shape, (int)input.FromFront(axis));
        var known = extents.Where(static extent => extent >= 0).Aggregate(1L, static (count, extent) => count * extent);
        return input.ToShape([.. shape[..at], .. extents.Select(extent => extent < 0 ? shape[at] / known : extent), .. shape[(at + 1)..]]).ViewOf(input);
    }

    /// <summary>Makes images r times larger of groups of r^2 channels.</summary>
    /// <param name="input">(..., C r^2, H, W).</param>
    /// <param name="factor">r.</param>
    public static GraphValue PixelShuffle(GraphValue input, long factor)
    {
        var shape = input.Type.Shape;
        if (shape.Length == 4)
            return input.Node("DepthToSpace", new GraphAttributeCollection { { "blocksize", factor }, { "mode", "CRD" } });

        var (lead, channels, height, width) = (shape[..^3], shape[^3] / (factor * factor), shape[^2], shape[^1]);
        return input
            .ToShape([.. lead, channels, factor, factor, height, width])
            .ToOrder([.. Leading(lead), .. Behind(lead, 0, 3, 1, 4, 2)])
            .ToShape([.. lead, channels, height * factor, width * factor]);
    }

    /// <summary>Makes groups of r^2 channels of images r times larger.</summary>
    /// <param name="input">(..., C, H r, W r).</param>
    /// <param name="factor">r.</param>
    public static GraphValue PixelUnshuffle(GraphValue input, long factor)
    {
        var shape = input.Type.Shape;
        var (lead, channels, height, width) = (shape[..^3], shape[^3], shape[^2] / factor, shape[^1] / factor);
        return input
            .ToShape([.. lead, channels, height, factor, width, factor])
            .ToOrder([.. Leading(lead), .. Behind(lead, 0, 2, 4, 1, 3)])
            .ToShape([.. lead, channels * factor * factor, height, width]);
    }

    /// <summary>Deals channels out of groups, one of each in turn.</summary>
    /// <param name="input">(N, C, ...).</param>
    /// <param name="groups">How many groups.</param>
    public static GraphValue ChannelShuffle(GraphValue input, long groups)
    {
        var shape = input.Type.Shape;
        return input
            .ToShape([shape[0], groups, shape[1] / groups, .. shape[2..]])
            .ToOrder([0, 2, 1, .. Enumerable.Range(3, shape.Length - 2).Select(static axis => (long)axis)])
            .ToShape(shape);
    }

    private static IEnumerable<long> Leading(long[] lead) => Enumerable.Range(0, lead.Length).Select(static axis => (long)axis);

    private static IEnumerable<long> Behind(long[] lead, params long[] order) => order.Select(axis => axis + lead.Length);
}
