using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <summary>Attention in several heads.</summary>
/// <param name="layer">The layer.</param>
internal sealed class AttentionForms(MultiheadAttention layer)
{
    private readonly AttentionWeights _weights = new(layer);

    /// <summary>The attended values, and the weights averaged over the heads.</summary>
    /// <param name="query">(L, N, E).</param>
    /// <param name="key">(S, N, kdim).</param>
    /// <param name="value">(S, N, vdim).</param>
    /// <param name="keyPaddingMask">(N, S), true for keys that are left out; null for none.</param>
    /// <param name="needsWeights">Whether the weights are wanted; they are null otherwise.</param>
    /// <param name="mask">(L, S), added to the products; null for none.</param>
    public (GraphValue Values, GraphValue? Weights) Trace(
        GraphValue query, GraphValue key, GraphValue value, GraphValue? keyPaddingMask, bool needsWeights, GraphValue? mask)
    {
        if (query.Type.Rank != 3)
            throw new GraphException($"{query.LayerPath()} takes queries of three axes, length, batch and width, not of {query.Type.Rank}.");

        var (heads, addsZero) = HiddenSettings.Heads(layer, _weights);
        var (length, batch, width) = (query.Type.Shape[0], query.Type.Shape[1], _weights.Width / heads);
        var (q, k, v) = Project(query, key, value);
        q = q.Node("Mul", q.Scalar(1 / Math.Sqrt(width)));
        if (_weights is { ExtraKey: { } extraKey, ExtraValue: { } extraValue })
        {
            k = WithRow(k, extraKey.expand(1, batch, _weights.Width), "bias_k");
            v = WithRow(v, extraValue.expand(1, batch, _weights.Width), "bias_v");
            (mask, keyPaddingMask) = (WithColumn(mask), WithColumn(keyPaddingMask));
        }

        if (addsZero)
        {
            k = WithRow(k, zeros(1, batch, _weights.Width), "zero");
            v = WithRow(v, zeros(1, batch, _weights.Width), "zero");
            (mask, keyPaddingMask) = (WithColumn(mask), WithColumn(keyPaddingMask));
        }

        var source = k.Type.Shape[0];
        q = q.ToShape(length, batch * heads, width).SwapFirst();
        v = v.ToShape(source, batch * heads, width).SwapFirst();
        var products = q.Node("MatMul", k.ToShape(source, batch * heads, width).ToOrder(1, 2, 0));
        if (mask is not null)
            products = products.Node("Add", mask.Type.Rank == 2 ? mask.WithAxis(0) : mask);
        if (keyPaddingMask is not null)
            products = Without(products, keyPaddingMask, batch, heads);

        var shares = products.Node("Softmax", new GraphAttributeCollection { { "axis", 2L } });
        var together = shares.Node("MatMul", v).SwapFirst().ToShape(length, batch, _weights.Width);
        var output = Linear(together, _weights.Output, "out_proj.weight", _weights.OutputBias, "out_proj.bias");
        return (output, needsWeights ? shares.ToShape(batch, heads, length, source).Mean(1).WithoutAxis(1) : null);
    }

    private (GraphValue Query, GraphValue Key, GraphValue Value) Project(GraphValue query, GraphValue key, GraphValue value)
    {
        if (_weights.Joint is { } joint && ReferenceEquals(query, key) && ReferenceEquals(key, value))
        {
            var all = Linear(query, joint, "in_proj_weight", _weights.JointBias, "in_proj_bias").EqualParts(2, 3);
            return (all[0], all[1], all[2]);
        }

        return (
            Linear(query, _weights.Query, "q_proj_weight", _weights.QueryBias, "q_proj_bias"),
            Linear(key, _weights.Key, "k_proj_weight", _weights.KeyBias, "k_proj_bias"),
            Linear(value, _weights.Value, "v_proj_weight", _weights.ValueBias, "v_proj_bias"));
    }

    private static GraphValue Linear(GraphValue input, Tensor weight, string weightName, Tensor? bias, string biasName) =>
        ConvolutionForms.Linear(input, input.Constant(weight, weightName), input.ConstantIfAny(bias, biasName));

    private static GraphValue WithRow(GraphValue values, Tensor row, string name) => ((GraphValue[])[values, values.Constant(row.contiguous(), name)]).Join(0);

    // The key that is added is never left out.
    private static GraphValue? WithColumn(GraphValue? mask)
    {
        if (mask is null)
            return null;

        var axis = mask.Type.Rank - 1;
        long[] shape = [.. mask.Type.Shape[..axis], 1];
        var column = mask.Type.ElementType == GraphElementType.Bool ? zeros(shape, ScalarType.Bool) : zeros(shape);
        return ((GraphValue[])[mask, mask.Constant(column, "column")]).Join(axis);
    }

    private static GraphValue Without(GraphValue products, GraphValue keyPaddingMask, long batch, long heads)
    {
        var shape = products.Type.Shape;
        var apart = products.ToShape(batch, heads, shape[1], shape[2]);
        var leftOut = keyPaddingMask.WithAxis(1).WithAxis(2);
        return leftOut.Node("Where", [products.Scalar(double.NegativeInfinity), apart]).ToShape(shape);
    }
}
