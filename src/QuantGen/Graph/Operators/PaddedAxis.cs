using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace QuantGen.Graph.Operators;

/// <summary>What Pad does with one axis.</summary>
/// <param name="Before">How many places come in front; below zero they go.</param>
/// <param name="Extent">How many places there are.</param>
/// <param name="After">How many places come behind.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PaddedAxis(long Before, long Extent, long After)
{
    /// <summary>How many places there are afterwards.</summary>
    public long Total => Before + Extent + After;

    /// <summary>All axes of a use of Pad.</summary>
    public static IReadOnlyList<PaddedAxis> Of(OperationCall call)
    {
        var (shape, mode) = (call[0].Shape, call.Text("mode"));
        var pads = call.Integers("pads", 2 * shape.Length, 0);
        if (mode is not ("constant" or "reflect" or "edge"))
            throw call.Problem($"mode is {mode} and must be constant, reflect or edge");

        PaddedAxis[] result = [.. shape.Select((extent, axis) => new PaddedAxis(pads[axis], extent, pads[axis + shape.Length]))];
        var axis = Array.FindIndex(result, one => !one.Allows(mode));
        return axis < 0 ? result : throw call.Problem($"axis {axis} of {Shapes.Text(shape)} cannot be padded by {result[axis].Before} and {result[axis].After} in mode {mode}");
    }

    /// <summary>Pads a tensor.</summary>
    public static Tensor Pad(OperationCall call, Tensor input)
    {
        var axes = Of(call);
        if (call.Text("mode") != "constant")
            return axes.Select((axis, i) => (axis, i)).Aggregate(input, (value, one) => value.index_select(one.i, one.axis.Places(call.Text("mode"))));

        long[] pads = [.. axes.Reverse().SelectMany(static axis => (long[])[axis.Before, axis.After])];
        return input.dtype == ScalarType.Bool
            ? nn.functional.pad(input.to(ScalarType.Byte), pads, TorchSharp.PaddingModes.Constant, call.Float("value")).to(ScalarType.Bool)
            : nn.functional.pad(input, pads, TorchSharp.PaddingModes.Constant, call.Float("value"));
    }

    private bool Allows(string mode) => mode switch
    {
        "constant" => (Total > 0 && Extent + Math.Min(Before, 0) + Math.Min(After, 0) >= 0) || (Before == 0 && After == 0),
        "reflect" => Before >= 0 && After >= 0 && Math.Max(Before, After) < Extent,
        _ => Before >= 0 && After >= 0 && Extent > 0,
    };

    private Tensor Places(string mode)
    {
        var (before, extent) = (Before, Extent);
        return tensor(Enumerable.Range(0, (int)Total).Select(i => Place(i - before, extent, mode)).ToArray());
    }

    private static long Place(long place, long extent, string mode) =>
        mode == "edge" ? Math.Clamp(place, 0, extent - 1)
        : place < 0 ? -place
        : place >= extent ? (2 * (extent - 1)) - place
        : place;
}
