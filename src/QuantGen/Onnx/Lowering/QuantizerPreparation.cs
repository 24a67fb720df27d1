using QuantGen.Graph;

namespace QuantGen.Onnx.Lowering;

/// <summary>
/// Puts quantizers where ONNX Runtime's integer kernels need them. None of these changes moves a value to another level: quantizing twice with the same levels is quantizing once, and operations that
/// only move elements, or pick the largest, give the same before and behind a quantizer.
/// </summary>
internal static class QuantizerPreparation
{
    // A quantizer can go in front of those in the first set, for all that they read they give.
    private static readonly HashSet<string> Whole = new(["Flatten", "Reshape", "Transpose", "Squeeze", "Unsqueeze", "MaxPool", "Identity", "DepthToSpace", "SpaceToDepth"], StringComparer.Ordinal);
    private static readonly HashSet<string> Parts = new(["Slice", "Split", "Expand", "Tile", "Gather"], StringComparer.Ordinal);

    /// <summary>Changes a graph.</summary>
    public static void Apply(WorkGraph graph)
    {
        FlattenLinearLayers(graph);
        DropRepeated(graph);
        MergeEqual(graph);
        MoveForward(graph);
        MoveBackward(graph);
        DropRepeated(graph);
        MergeEqual(graph);
        SeparatePairs(graph);
    }

    /// <summary>Whether an operation gives its input's elements, and no others.</summary>
    public static bool Moves(GraphNode node) => Whole.Contains(node.Operation) || Parts.Contains(node.Operation) || (node.Operation == "Resize" && node.Attributes.Get("mode", "nearest") == "nearest");

    // There is an integer kernel for matrices: a linear layer over more axes becomes one over two, with its output's quantizer behind.
    private static void FlattenLinearLayers(WorkGraph graph)
    {
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            var node = graph.Nodes[i];
            if (node.Operation != GraphOperators.Linear || node.Inputs[0]!.Shape.Count == 2 || WorkGraph.QuantizationOf(node.Inputs[1]) is null || WorkGraph.QuantizationOf(node.Inputs[0]) is null)
                continue;

            var (input, output) = (node.Inputs[0]!, node.Outputs[0]);
            long[] rows = [input.Shape.SkipLast(1).Aggregate(1L, static (product, extent) => product * extent), input.Shape[^1]];
            var matrix = graph.Node($"{node.Name}/Matrix", "Reshape", [input], new() { { "shape", rows } }, rows);
            var linear = graph.Node($"{node.Name}/Gemm", GraphOperators.Linear, [matrix.Outputs[0], .. node.Inputs.Skip(1)], node.Attributes, [rows[0], output.Shape[^1]]);
            var shaped = new GraphNode($"{node.Name}/Reshape", "Reshape", [linear.Outputs[0]], new() { { "shape", output.Shape } }) { Outputs = [output] };
            output.Producer = shaped;
            graph.Nodes.RemoveAt(i);
            graph.Nodes.InsertRange(i, [matrix, linear, shaped]);
        }
    }

    // A quantizer behind one that is its equal does nothing.
    private static void DropRepeated(WorkGraph graph)
    {
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            var node = graph.Nodes[i];
            if (WorkGraph.QuantizationOf(node.Outputs[0]) is not { } quantization || !QuantizationComparer.Instance.Equals(quantization, WorkGraph.QuantizationOf(node.Inputs[0])))
                continue;
            if (graph.IsOutput(node.Outputs[0]) && graph.IsOutput(node.Inputs[0]!))
                continue;

            graph.Nodes.RemoveAt(i--);
            graph.Replace(node.Outputs[0], node.Inputs[0]!);
        }
    }

    // Two quantizers with equal levels on one value are one: with two, ONNX Runtime takes what made the value for used in floating point.
    private static void MergeEqual(WorkGraph graph)
    {
        var known = new Dictionary<GraphInfo, List<GraphNode>>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            var node = graph.Nodes[i];
            if (WorkGraph.QuantizationOf(node.Outputs[0]) is not { } quantization)
                continue;

            if (!known.TryGetValue(node.Inputs[0]!, out var others))
                known.Add(node.Inputs[0]!, others = []);

            var twin = others.Find(other => QuantizationComparer.Instance.Equals(quantization, WorkGraph.QuantizationOf(other.Outputs[0])));
            if (twin is null || (graph.IsOutput(node.Outputs[0]) && graph.IsOutput(twin.Outputs[0])))
            {
                others.Add(node);
                continue;
            }

            graph.Nodes.RemoveAt(i--);
            graph.Replace(node.Outputs[0], twin.Outputs[0]);
        }
    }

    // What a quantized value becomes by moving is quantized alike.
    private static void MoveForward(WorkGraph graph)
    {
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            var node = graph.Nodes[i];
            if (!Moves(node) || WorkGraph.QuantizationOf(node.Inputs[0]) is not { Axis: null } quantization)
                continue;

            var consumers = graph.Consumers();
            foreach (var output in node.Outputs)
            {
                var readers = consumers[output].ToList();
                var isQuantized = readers.Count > 0 && !graph.IsOutput(output) && readers.TrueForAll(reader => QuantizationComparer.Instance.Equals(quantization, WorkGraph.QuantizationOf(reader.Outputs[0])));
                if (isQuantized || (readers.Count == 0 && !graph.IsOutput(output)))
                    continue;

                var quantizer = graph.Quantizer($"{node.Name}/{GraphOperators.FakeQuantize}", output, quantization);
                graph.Replace(output, quantizer.Outputs[0]);
                quantizer.Inputs = [output];
                graph.Nodes.Insert(++i, quantizer);
            }
        }
    }

    // What is quantized after moving is quantized alike before.
    private static void MoveBackward(WorkGraph graph)
    {
        for (var i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            var node = graph.Nodes[i];
            if (!(Whole.Contains(node.Operation) || node.Operation is "Relu" or "Clip") || node.Outputs.Count > 1 || graph.IsOutput(node.Outputs[0]) || WorkGraph.QuantizationOf(node.Inputs[0]) is not null || node.Inputs[0]!.Producer is null)
                continue;

            var readers = graph.Consumers()[node.Outputs[0]].Select(static reader => WorkGraph.QuantizationOf(reader.Outputs[0])).ToList();
            if (readers.Count == 0 || readers[0] is not { Axis: null } quantization || !readers.TrueForAll(reader => QuantizationComparer.Instance.Equals(quantization, reader)))
                continue;

            if (node.Operation is "Relu" or "Clip" && QuantizedBounds.AreLevels(node, quantization))
                continue;

            var quantizer = graph.Quantizer($"{node.Name}/input/{GraphOperators.FakeQuantize}", node.Inputs[0]!, quantization);
            node.Inputs = [quantizer.Outputs[0], .. node.Inputs.Skip(1)];

            // What it gives is no longer what the graph has under that name.
            node.Outputs[0].Name = graph.Unique($"{node.Outputs[0].Name}_quantized");
            if (node.Operation is "Relu" or "Clip")
                graph.Nodes[i] = QuantizedBounds.Of(node, quantization);
            graph.Nodes.Insert(i, quantizer);
        }
    }

    // ONNX Runtime makes one pair of two that follow each other, with a scale of its own choice, to which the biases behind no longer fit. An operation that changes nothing keeps them apart, and is a
    // table in its integer kernels.
    private static void SeparatePairs(WorkGraph graph)
    {
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            var node = graph.Nodes[i];
            if (WorkGraph.QuantizationOf(node.Outputs[0]) is not { Bits: <= 8 } || WorkGraph.QuantizationOf(node.Inputs[0]) is not { Bits: <= 8 } || node.Inputs[0]!.Producer!.Inputs[0]!.Constant is not null)
                continue;

            var same = graph.Node($"{node.Name}/LeakyRelu", "LeakyRelu", [node.Inputs[0]], new() { { "alpha", 1f } }, node.Inputs[0]!.Shape);
            node.Inputs = [same.Outputs[0]];
            graph.Nodes.Insert(i++, same);
        }
    }
}
