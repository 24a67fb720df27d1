using TorchSharp;

namespace QuantGen.Graph;

/// <summary>Padding of every axis.</summary>
internal static class PaddingForms
{
    /// <summary>Pads by widths for the last axes, the last one first, as <c>nn.functional.pad</c> has them.</summary>
    /// <param name="input">The value.</param>
    /// <param name="widths">Two for each axis. Negative ones cut off.</param>
    /// <param name="mode">What the padding is filled with.</param>
    /// <param name="value">With what, in the constant mode.</param>
    public static GraphValue Pad(GraphValue input, long[] widths, PaddingModes mode, double value)
    {
        var (before, after) = (new long[input.Type.Rank], new long[input.Type.Rank]);
        for (var i = 0; i < widths.Length / 2; i++)
        {
            before[^(i + 1)] = widths[2 * i];
            after[^(i + 1)] = widths[(2 * i) + 1];
        }

        return Pad(input, mode, value, before, after);
    }

    /// <summary>Pads each axis.</summary>
    /// <param name="input">The value.</param>
    /// <param name="mode">What the padding is filled with.</param>
    /// <param name="value">With what, in the constant mode.</param>
    /// <param name="before">The width in front of each axis.</param>
    /// <param name="after">The width behind each axis.</param>
    public static GraphValue Pad(GraphValue input, PaddingModes mode, double value, long[] before, long[] after)
    {
        if (Array.TrueForAll(before, static width => width == 0) && Array.TrueForAll(after, static width => width == 0))
            return input;
        if (mode == PaddingModes.Circular)
            return Circular(input, before, after);

        return input.Node("Pad", new GraphAttributeCollection
        {
            { "pads", (long[])[.. before, .. after] },
            { "mode", mode switch { PaddingModes.Reflect => "reflect", PaddingModes.Replicate => "edge", _ => "constant" } },
            { "value", (float)value },
        });
    }

    // ONNX has a mode for it from operator set 19 on; these two are in every one.
    private static GraphValue Circular(GraphValue input, long[] before, long[] after)
    {
        for (var axis = 0; axis < before.Length; axis++)
        {
            var extent = input.Type.Shape[axis];
            List<GraphValue> parts = [input];
            if (before[axis] > 0)
                parts.Insert(0, input.Part(axis, extent - before[axis], before[axis]));
            if (after[axis] > 0)
                parts.Add(input.Part(axis, 0, after[axis]));

            input = parts.Join(axis);
        }

        return input;
    }
}
