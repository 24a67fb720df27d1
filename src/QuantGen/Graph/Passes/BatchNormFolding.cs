using QuantGen.Graph.Operators;
using static TorchSharp.torch;

namespace QuantGen.Graph.Passes;

/// <summary>
/// Merges a batch normalization into the convolution or product before it, if nothing else reads that one's result and the weights are constants: w' = w f, b' = (b - mean) f + B with
/// f = scale / sqrt(var + epsilon), in double precision. A quantized weight is no constant, so quantized layers stay as they are.
/// </summary>
internal sealed class BatchNormFolding : IGraphPass
{
    /// <inheritdoc/>
    public void Run(QuantGraph graph)
    {
        var edit = new GraphEdit(graph);
        var readers = graph.Nodes.SelectMany(static node => node.Inputs).OfType<GraphInfo>().CountBy(static value => value).ToDictionary();
        foreach (var node in graph.Nodes)
        {
            if (node.Operation == "BatchNormalization"
                && readers[node.Inputs[0]!] == 1
                && edit.Current(node.Inputs[0]) is { Producer: { } layer } value
                && !edit.IsOutput(value)
                && WeightAxis(layer) is { } axis
                && layer.Inputs.Skip(1).Concat(node.Inputs.Skip(1)).All(static input => input is null or { Constant: not null }))
            {
                Merge(edit, layer, node, axis);
                edit.TryReplace(node, value);
            }
        }

        edit.Apply();
    }

    // The axis of the weight that has the channels of the result; null for what cannot take a normalization in.
    private static int? WeightAxis(GraphNode node) => node.Operation switch
    {
        "Conv" => 0,
        "ConvTranspose" => 1,
        GraphOperators.Linear when node.Outputs[0].Shape.Count == 2 => 0,
        "Gemm" when node.Attributes.Get("alpha", 1f) == 1 && node.Attributes.Get("beta", 1f) == 1 && node.Inputs is [_, _] or [_, _, null] or [_, _, { Shape.Count: 1 }] =>
            node.Attributes.Get("transB", 0L) == 1 ? 0 : 1,
        _ => null,
    };

    private static void Merge(GraphEdit edit, GraphNode layer, GraphNode normalization, int axis)
    {
        using var scope = NewDisposeScope();
        Tensor Precise(int input) => normalization.Inputs[input]!.Constant!.Values.to(ScalarType.Float64);
        var epsilon = new OperationCall(GraphOperations.Find(normalization.Operation, normalization.Name), normalization.Name, [], normalization.Attributes).Decimal("epsilon");
        var factor = Precise(1) / (Precise(4) + epsilon).sqrt();
        var bias = layer.Inputs.Count > 2 && layer.Inputs[2] is { } given ? given.Constant!.Values.to(ScalarType.Float64) - Precise(3) : -Precise(3);

        var weight = layer.Inputs[1]!;
        var groups = layer.Operation == "ConvTranspose" ? layer.Attributes.Get("group", 1L) : 1;
        var name = $"{weight.Name}.merged";
        layer.Inputs =
        [
            layer.Inputs[0],
            edit.Constant(name, Scaled(weight.Constant!.Values, factor, axis, groups).to(ScalarType.Float32)),
            edit.Constant($"{layer.Inputs.ElementAtOrDefault(2)?.Name ?? weight.Name.Replace("weight", "bias", StringComparison.Ordinal)}.merged", ((bias * factor) + Precise(2)).to(ScalarType.Float32)),
        ];
    }

    // In groups, the weight of a transposed convolution holds each group's channels behind its inputs.
    private static Tensor Scaled(Tensor weight, Tensor factor, int axis, long groups)
    {
        var precise = weight.to(ScalarType.Float64);
        var shape = new long[weight.dim()];
        Array.Fill(shape, 1);
        if (axis == 0 || groups == 1)
        {
            shape[axis] = -1;
            return precise * factor.reshape(shape);
        }

        long[] grouped = [groups, weight.size(0) / groups, .. weight.shape[1..]];
        return (precise.reshape(grouped) * factor.reshape([groups, 1, -1, .. shape[2..]])).reshape(weight.shape);
    }
}
