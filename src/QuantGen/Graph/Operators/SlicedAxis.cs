using System.Runtime.InteropServices;

namespace QuantGen.Graph.Operators;

/// <summary>What Slice takes of one axis.</summary>
/// <param name="Start">The first place.</param>
/// <param name="Count">How many places.</param>
/// <param name="Step">From one place to the next; below zero goes backwards.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SlicedAxis(long Start, long Count, long Step)
{
    /// <summary>All axes of a use of Slice.</summary>
    public static IReadOnlyList<SlicedAxis> Of(OperationCall call)
    {
        var (shape, starts, ends) = (call[0].Shape, call.Integers("starts"), call.Integers("ends"));
        var axes = call.Axes(call.Has("axes") ? call.Integers("axes") : Enumerable.Range(0, starts.Length).Select(static axis => (long)axis), shape.Length);
        var steps = call.Integers("steps", starts.Length, 1);
        if (ends.Length != starts.Length || axes.Length != starts.Length || steps.Contains(0))
            throw call.Problem("starts, ends, axes and steps must be of one length, and no step zero");

        SlicedAxis[] result = [.. shape.Select(static extent => new SlicedAxis(0, extent, 1))];
        for (var i = 0; i < axes.Length; i++)
            result[axes[i]] = Of(shape[axes[i]], starts[i], ends[i], steps[i]);

        return result;
    }

    private static SlicedAxis Of(long extent, long start, long end, long step)
    {
        var (first, last) = (start < 0 ? start + extent : start, end < 0 ? end + extent : end);
        if (step > 0)
        {
            first = Math.Clamp(first, 0, extent);
            return new(first, Math.Max(0, (Math.Clamp(last, 0, extent) - first + step - 1) / step), step);
        }

        first = Math.Clamp(first, -1, extent - 1);
        return new(first, Math.Max(0, (first - Math.Clamp(last, -1, extent - 1) - step - 1) / -step), step);
    }
}
