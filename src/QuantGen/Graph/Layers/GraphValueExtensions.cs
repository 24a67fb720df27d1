using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <summary>Adds operations behind a value of a graph.</summary>
internal static class GraphValueExtensions
{
    /// <summary>Adds an operation with one result that reads one value.</summary>
    /// <param name="input">The value.</param>
    /// <param name="operation">The name of the operation.</param>
    /// <param name="attributes">Its settings; null for none.</param>
    public static GraphValue Node(this GraphValue input, string operation, GraphAttributeCollection? attributes = null) =>
        GraphValue.Apply(operation, [input], attributes);

    /// <summary>Adds an operation with one result that reads several values.</summary>
    /// <param name="input">The first value.</param>
    /// <param name="operation">The name of the operation.</param>
    /// <param name="more">The values behind it; null for one that is left out.</param>
    /// <param name="attributes">Its settings; null for none.</param>
    public static GraphValue Node(this GraphValue input, string operation, IReadOnlyList<GraphValue?> more, GraphAttributeCollection? attributes = null)
    {
        // Optional inputs at the end are not there, rather than left out.
        var count = more.Count;
        while (count > 0 && more[count - 1] is null)
            count--;

        return GraphValue.Apply(operation, [input, .. more.Take(count)], attributes);
    }

    /// <summary>Adds an operation with one result that reads two values and has no settings.</summary>
    /// <param name="left">The first value.</param>
    /// <param name="operation">The name of the operation.</param>
    /// <param name="right">The second value.</param>
    public static GraphValue Node(this GraphValue left, string operation, GraphValue right) => GraphValue.Apply(operation, [left, right]);

    /// <summary>Another shape of the same elements.</summary>
    /// <param name="input">The value.</param>
    /// <param name="shape">The shape.</param>
    public static GraphValue ToShape(this GraphValue input, params long[] shape) =>
        input.Type.Shape.AsSpan().SequenceEqual(shape) ? input : input.Node("Reshape", new GraphAttributeCollection { { "shape", shape } });

    /// <summary>Another order of the axes.</summary>
    /// <param name="input">The value.</param>
    /// <param name="order">For each new axis the old one.</param>
    public static GraphValue ToOrder(this GraphValue input, params long[] order) => input.Node("Transpose", new GraphAttributeCollection { { "perm", order } });

    /// <summary>The first two axes exchanged: batch and time of sequences.</summary>
    public static GraphValue SwapFirst(this GraphValue input) =>
        input.ToOrder([1, 0, .. Enumerable.Range(2, input.Type.Shape.Length - 2).Select(static axis => (long)axis)]);

    /// <summary>A part of an axis.</summary>
    /// <param name="input">The value.</param>
    /// <param name="axis">The axis, from the front.</param>
    /// <param name="start">The first index.</param>
    /// <param name="length">How many.</param>
    public static GraphValue Part(this GraphValue input, long axis, long start, long length) =>
        start == 0 && length == input.Type.Shape[axis]
            ? input
            : input.Node("Slice", new GraphAttributeCollection { { "starts", new[] { start } }, { "ends", new[] { start + length } }, { "axes", new[] { axis } } });

    /// <summary>Parts of an axis.</summary>
    /// <param name="input">The value.</param>
    /// <param name="axis">The axis, from the front.</param>
    /// <param name="lengths">The extent of each part.</param>
    public static IReadOnlyList<GraphValue> Parts(this GraphValue input, long axis, params long[] lengths) =>
        lengths.Length == 1 ? [input] : GraphValue.ApplyMany("Split", [input], new GraphAttributeCollection { { "axis", axis }, { "split", lengths } });

    /// <summary>Equal parts of an axis.</summary>
    /// <param name="input">The value.</param>
    /// <param name="axis">The axis, from the front.</param>
    /// <param name="count">How many.</param>
    public static IReadOnlyList<GraphValue> EqualParts(this GraphValue input, long axis, int count)
    {
        var lengths = new long[count];
        Array.Fill(lengths, input.Type.Shape[axis] / count);
        return input.Parts(axis, lengths);
    }

    /// <summary>An axis of extent one put in.</summary>
    /// <param name="input">The value.</param>
    /// <param name="axis">Where it is then.</param>
    public static GraphValue WithAxis(this GraphValue input, long axis) => input.Node("Unsqueeze", new GraphAttributeCollection { { "axes", new[] { axis } } });

    /// <summary>An axis of extent one taken out.</summary>
    /// <param name="input">The value.</param>
    /// <param name="axis">Where it is.</param>
    public static GraphValue WithoutAxis(this GraphValue input, long axis) => input.Node("Squeeze", new GraphAttributeCollection { { "axes", new[] { axis } } });

    /// <summary>Values one behind the other along an axis; a single one as it is.</summary>
    /// <param name="values">The values.</param>
    /// <param name="axis">The axis, from the front.</param>
    public static GraphValue Join(this IReadOnlyList<GraphValue> values, long axis) =>
        values is [var single] ? single : GraphValue.Apply("Concat", values, new GraphAttributeCollection { { "axis", axis } });

    /// <summary>The mean along axes, which keep an extent of one.</summary>
    /// <param name="input">The value.</param>
    /// <param name="axes">The axes, from the front.</param>
    public static GraphValue Mean(this GraphValue input, params long[] axes) => input.Node("ReduceMean", new GraphAttributeCollection { { "axes", axes }, { "keepdims", 1L } });

    /// <summary>Does something to a batch: a sample alone becomes a batch of one, and its result a sample again.</summary>
    /// <param name="input">A batch, (N, C, ...), or a sample, (C, ...).</param>
    /// <param name="dimensions">How many axes are behind the channels.</param>
    /// <param name="compute">What is done to (N, C, ...).</param>
    public static GraphValue Batched(this GraphValue input, int dimensions, Func<GraphValue, GraphValue> compute) =>
        input.Type.Shape.Length == dimensions + 1 ? compute(input.WithAxis(0)).WithoutAxis(0) : compute(input);

    /// <summary>A tensor of a layer as a value: named by its key, or by the layer and a name.</summary>
    /// <param name="near">A value of the graph that it joins.</param>
    /// <param name="tensor">The tensor.</param>
    /// <param name="name">Its name, where it is no parameter or buffer of the model.</param>
    public static GraphValue Constant(this GraphValue near, Tensor tensor, string name) =>
        near.Builder is { } builder ? new GraphValue(builder, builder.Constant(tensor, name)) : GraphValue.FromTensor(tensor);

    /// <summary>A tensor of a layer as a value, if it is there.</summary>
    /// <inheritdoc cref="Constant"/>
    public static GraphValue? ConstantIfAny(this GraphValue near, Tensor? tensor, string name) => tensor is null ? null : near.Constant(tensor, name);

    /// <summary>A number as a value.</summary>
    /// <param name="near">A value of the graph that it joins.</param>
    /// <param name="value">The number.</param>
    public static GraphValue Scalar(this GraphValue near, double value) => near.Constant(tensor((float)value), "factor");

    /// <summary>An axis counted from the front.</summary>
    /// <param name="input">The value that has the axis.</param>
    /// <param name="axis">The axis, negative from the end.</param>
    public static long FromFront(this GraphValue input, long axis) => axis < 0 ? axis + input.Type.Shape.Length : axis;

    /// <summary>The path of the layer that is being traced, for messages.</summary>
    public static string LayerPath(this GraphValue near) => near.Builder is { Path: { Length: > 0 } path } ? path : "The model";
}
