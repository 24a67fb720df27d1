using QuantGen.Graph;

namespace QuantGen.Onnx.Lowering;

/// <summary>Which values of a graph are multiples of a power of two, and of which: between quantizers with such scales all sums and products are.</summary>
internal sealed class Grids
{
    private readonly Dictionary<GraphInfo, float?> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>The largest known power of two of which all elements of a value are multiples; null if they are of none.</summary>
    public float? Of(GraphInfo? value)
    {
        if (value is null)
            return null;
        if (_known.TryGetValue(value, out var grid))
            return grid;

        grid = value.Producer is { } producer ? Find(producer) : null;
        if (grid is { } step && !float.IsPow2(step))
            grid = null;

        _known.Add(value, grid);
        return grid;
    }

    private float? Find(GraphNode node) => node.Operation switch
    {
        GraphOperators.FakeQuantize => WorkGraph.QuantizationOf(node.Outputs[0]) is { IsPowerOfTwo: true } quantization ? quantization.Scales.Min() : null,
        "Add" or "Sub" or "Concat" => Finest(node.Inputs),
        "Mul" or "MatMul" => Of(node.Inputs[0]) * Of(node.Inputs[1]),
        "Conv" or "ConvTranspose" or GraphOperators.Linear => Sum(node),
        "Gemm" when node.Attributes.Get("alpha", 1f) == 1 && node.Attributes.Get("beta", 1f) == 1 => Sum(node),
        "GlobalAveragePool" => Of(node.Inputs[0]) / node.Inputs[0]!.Shape.Skip(2).Aggregate(1L, static (count, extent) => count * extent),
        "Relu" => Of(node.Inputs[0]),
        _ => QuantizerPreparation.Moves(node) ? Of(node.Inputs[0]) : null,
    };

    // Products, and the bias.
    private float? Sum(GraphNode node)
    {
        var products = Of(node.Inputs[0]) * Of(node.Inputs[1]);
        return node.Inputs.Count > 2 && node.Inputs[2] is { } bias ? Finer(products, Of(bias)) : products;
    }

    private float? Finest(IReadOnlyList<GraphInfo?> values) => values.Select(Of).Aggregate(Finer);

    private static float? Finer(float? left, float? right) => left is { } one && right is { } other ? Math.Min(one, other) : null;
}
