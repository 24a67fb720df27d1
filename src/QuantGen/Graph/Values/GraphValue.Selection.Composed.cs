using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>How parts are taken.</content>
public sealed partial class GraphValue
{
    /// <summary>A part along one axis.</summary>
    /// <param name="dim">The axis.</param>
    /// <param name="start">The first place; beyond an end it means that end.</param>
    /// <param name="finish">The place behind the last.</param>
    /// <param name="step">From one place to the next, at least 1.</param>
    private GraphValue Slice(long dim, long start, long finish, long step)
    {
        if (step < 1)
            throw Problem($"a step of {step} is below 1");

        var axis = Axis(dim);
        return Apply(
            "Slice",
            [this],
            new() { { "starts", (long[])[start] }, { "ends", (long[])[finish] }, { "axes", (long[])[axis] }, { "steps", (long[])[step] } }).ViewOf(this);
    }

    private GraphValue Select(long dim, long index)
    {
        if (Type.Rank == 0)
            throw Problem("a scalar has no places");

        var axis = Axis(dim);
        var extent = Type.Shape[axis];
        if (index < -extent || index >= extent)
            throw Problem($"axis {axis} has no place {index}");

        // A slice and not Gather, for the part is quantized as the whole is, and integer kernels know slices.
        var place = index < 0 ? index + extent : index;
        return Apply("Squeeze", [Slice(axis, place, place + 1, 1)], new() { { "axes", (long[])[axis] } }).ViewOf(this);
    }

    private GraphValue[] Split(long[] sizes, long dim)
    {
        var axis = Axis(dim);
        if (sizes.Sum() != Type.Shape[axis])
            throw Problem($"axis {axis} does not split into {string.Join(" + ", sizes)}");
        if (sizes.Length == 1)
            return [new GraphValue(this).ViewOf(this)];

        return [.. ApplyMany("Split", [this], new() { { "axis", axis }, { "split", sizes } }).Select(part => part.ViewOf(this))];
    }

    private GraphValue[] SplitEvery(long size, long dim)
    {
        if (size < 1)
            throw Problem($"parts of {size} places cannot be made");

        var extent = Type.Shape[Axis(dim)];
        var count = Math.Max(1, (extent + size - 1) / size);
        return Split([.. Enumerable.Range(0, (int)count).Select(i => Math.Min(size, extent - (i * size)))], dim);
    }

    private GraphValue[] Chunk(long chunks, long dim)
    {
        if (chunks < 1)
            throw Problem($"{chunks} parts cannot be made");

        return SplitEvery(Math.Max(1, (Type.Shape[Axis(dim)] + chunks - 1) / chunks), dim);
    }

    // The first parts have one place more where the extent does not divide.
    private GraphValue[] SplitInto(long parts, long dim)
    {
        if (parts < 1)
            throw Problem($"{parts} parts cannot be made");

        var extent = Type.Shape[Axis(dim)];
        return Split([.. Enumerable.Range(0, (int)parts).Select(i => (extent / parts) + (i < extent % parts ? 1 : 0))], dim);
    }

    private GraphValue[] SplitAt(long[] places, long dim)
    {
        var extent = Type.Shape[Axis(dim)];
        long[] bounds = [0, .. places.Select(place => Math.Clamp(place < 0 ? place + extent : place, 0, extent)), extent];
        return [.. Enumerable.Range(0, places.Length + 1).Select(i => Slice(dim, bounds[i], Math.Max(bounds[i], bounds[i + 1]), 1))];
    }

    private GraphValue[] Unbind(long dim)
    {
        var axis = Axis(dim);
        return [.. Enumerable.Range(0, (int)Type.Shape[axis]).Select(i => Select(axis, i))];
    }

    private GraphValue Diagonal(long offset, long dim1, long dim2)
    {
        var (first, second) = (Axis(dim1), Axis(dim2));
        var (rows, columns) = (Type.Shape[first], Type.Shape[second]);
        var (row, column) = offset < 0 ? (-offset, 0L) : (0L, offset);
        var count = Math.Max(0, Math.Min(rows - row, columns - column));
        var places = Enumerable.Range(0, (int)count).Select(i => ((row + i) * columns) + column + i).ToArray();
        var last = Move([first, second], [-2, -1]);
        return Apply("Gather", [last.Flatten(-2, -1), new(tensor(places))], new() { { "axis", -1L } });
    }
}
