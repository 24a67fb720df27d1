using QuantGen.Graph.Operators;

namespace QuantGen.Graph;

/// <content>How extents are changed.</content>
public sealed partial class GraphValue
{
    private GraphException Problem(string text) => new($"{_info?.Name ?? "A constant"} of shape {Shapes.Text(Type.Shape)}: {text}.");

    private int Axis(long axis, int? rank = null)
    {
        var axes = rank ?? Type.Rank;

        // Torch lets a scalar have the axes 0 and -1.
        if (axes == 0 && axis is 0 or -1)
            return 0;

        return axis >= -axes && axis < axes ? (int)(axis < 0 ? axis + axes : axis) : throw Problem($"there is no axis {axis}");
    }

    private GraphValue Reshape(long[] shape)
    {
        var known = shape.Where(static extent => extent >= 0).Aggregate(1L, static (product, extent) => product * extent);
        long[] extents = [.. shape.Select(extent => extent == -1 && known > 0 ? Type.Count / known : extent)];
        return Apply("Reshape", [this], new() { { "shape", extents } }).ViewOf(this);
    }

    private GraphValue Flatten(long first, long last)
    {
        if (Type.Rank == 0)
            return Reshape([1]);

        var (from, to) = (Axis(first), Axis(last));
        if (from > to)
            throw Problem($"flatten from axis {first} to {last} goes backwards");

        // The operation of the name joins all axes in front and all behind.
        return from == 1 && to == Type.Rank - 1 && Type.Rank > 2
            ? Apply("Flatten", [this], new() { { "axis", 1L } }).ViewOf(this)
            : Reshape([.. Type.Shape[..from], Type.Shape[from..(to + 1)].Aggregate(1L, static (product, extent) => product * extent), .. Type.Shape[(to + 1)..]]);
    }

    private GraphValue Unflatten(long dim, long[] sizes)
    {
        var axis = Axis(dim);
        var known = sizes.Where(static extent => extent >= 0).Aggregate(1L, static (product, extent) => product * extent);
        long[] extents = [.. sizes.Select(extent => extent == -1 && known > 0 ? Type.Shape[axis] / known : extent)];
        return Reshape([.. Type.Shape[..axis], .. extents, .. Type.Shape[(axis + 1)..]]);
    }

    private GraphValue Permute(long[] permutation) =>
        Apply("Transpose", [this], new() { { "perm", permutation.Select(axis => (long)Axis(axis)) } }).ViewOf(this);

    private GraphValue Swap(long first, long second)
    {
        var order = Enumerable.Range(0, Type.Rank).Select(static axis => (long)axis).ToArray();
        if (order.Length == 0)
            return this;

        var (a, b) = (Axis(first), Axis(second));
        (order[a], order[b]) = (order[b], order[a]);
        return Permute(order);
    }

    private GraphValue Move(long[] source, long[] destination)
    {
        if (source.Length != destination.Length)
            throw Problem($"{source.Length} axes cannot move to {destination.Length} places");

        var order = new long[Type.Rank];
        Array.Fill(order, -1);
        var from = source.Select(axis => Axis(axis)).ToArray();
        for (var i = 0; i < from.Length; i++)
            order[Axis(destination[i])] = from[i];

        var rest = new Queue<int>(Enumerable.Range(0, Type.Rank).Except(from));
        for (var i = 0; i < order.Length; i++)
            order[i] = order[i] < 0 ? rest.Dequeue() : order[i];

        return Permute(order);
    }

    private GraphValue Squeeze(long? dim)
    {
        long[] axes = dim is { } one
            ? Type.Rank > 0 && Type.Shape[Axis(one)] == 1 ? [Axis(one)] : []
            : [.. Enumerable.Range(0, Type.Rank).Where(axis => Type.Shape[axis] == 1).Select(static axis => (long)axis)];
        return axes.Length == 0 ? new GraphValue(this).ViewOf(this) : Apply("Squeeze", [this], new() { { "axes", axes } }).ViewOf(this);
    }

    private GraphValue Unsqueeze(long dim) =>
        Apply("Unsqueeze", [this], new() { { "axes", (long[])[Axis(dim, Type.Rank + 1)] } }).ViewOf(this);

    private GraphValue Expand(long[] sizes)
    {
        var missing = sizes.Length - Type.Rank;
        if (missing < 0)
            throw Problem($"it does not expand to {Shapes.Text(sizes)}");

        long[] extents = [.. sizes.Select((extent, axis) => extent == -1 && axis >= missing ? Type.Shape[axis - missing] : extent)];
        return Shapes.Broadcast(Type.Shape, extents) is { } result && result.AsSpan().SequenceEqual(extents)
            ? Apply("Expand", [this], new() { { "shape", extents } }).ViewOf(this)
            : throw Problem($"it does not expand to {Shapes.Text(sizes)}");
    }

    private GraphValue Repeat(long[] sizes)
    {
        var missing = sizes.Length - Type.Rank;
        var value = missing > 0 ? Reshape([.. Enumerable.Repeat(1L, missing), .. Type.Shape]) : this;
        return Apply("Tile", [value], new() { { "repeats", (long[])[.. Enumerable.Repeat(1L, Math.Max(0, -missing)), .. sizes] } });
    }

    private GraphValue RepeatInterleave(long repeats, long? dim)
    {
        if (dim is null)
            return Reshape([-1]).RepeatInterleave(repeats, 0);

        var axis = Axis(dim.Value);
        var (front, back) = (Type.Shape[..(axis + 1)], Type.Shape[(axis + 1)..]);
        return Reshape([.. front, 1, .. back]).Expand([.. front, repeats, .. back]).Reshape(Shapes.With(Type.Shape, axis, Type.Shape[axis] * repeats));
    }

    private GraphValue Flip(long[] dims)
    {
        long[] axes = [.. dims.Select(axis => (long)Axis(axis))];
        return Apply(
            "Slice",
            [this],
            new()
            {
                { "starts", axes.Select(axis => Type.Shape[axis] - 1) },
                { "ends", axes.Select(axis => -Type.Shape[axis] - 1) },
                { "axes", axes },
                { "steps", axes.Select(static _ => -1L) },
            });
    }

    private GraphValue Roll(long[] shifts, long[] dims)
    {
        if (dims.Length == 0)
            return shifts.Length == 1 ? RollFlat(shifts[0]) : throw Problem("roll without axes takes one shift");
        if (shifts.Length != dims.Length)
            throw Problem($"roll has {shifts.Length} shifts for {dims.Length} axes");

        var result = this;
        for (var i = 0; i < dims.Length; i++)
        {
            var axis = Axis(dims[i]);
            var extent = Type.Shape[axis];
            var cut = extent == 0 ? 0 : (((-shifts[i] % extent) + extent) % extent);
            if (cut != 0)
                result = Join([result.Slice(axis, cut, extent, 1), result.Slice(axis, 0, cut, 1)], axis);
        }

        return ReferenceEquals(result, this) ? new(this) : result;
    }

    private GraphValue RollFlat(long shift) => Reshape([-1]).Roll([shift], [0]).Reshape(Type.Shape);

    private GraphValue BecomeView(GraphValue view)
    {
        ThrowIfStale();
        _info = view._info;
        Constant = view.Constant;
        return this;
    }

    /// <summary>Values side by side along an axis, of the type that they have in common.</summary>
    internal static GraphValue Join(IReadOnlyList<GraphValue> values, long dim)
    {
        if (values.Count == 0)
            throw new GraphException("There is nothing to join.");

        var type = values.Select(static value => value.Weighed).Aggregate(static (left, right) => (ElementTypes.Promote(left, right), Math.Min(left.Weakness, right.Weakness))).Type;

        // Torch lets a vector of no elements be joined with anything.
        GraphValue[] parts = [.. values.Where(static value => value.Type.Rank != 1 || value.Type.Count > 0).Select(value => value.Cast(type))];
        return parts.Length == 0 ? new(values[0]) : Apply("Concat", parts, new() { { "axis", parts[0].Axis(dim) } });
    }
}
