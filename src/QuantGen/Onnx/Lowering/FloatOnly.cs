using QuantGen.Graph;

namespace QuantGen.Onnx.Lowering;

/// <summary>Floating point: quantizers are left out before, or refused.</summary>
internal sealed class FloatOnly : QuantizerLowering
{
    /// <inheritdoc/>
    public override void Prepare(WorkGraph graph, OnnxOptions options)
    {
        if (!options.DropQuantizers)
            return;

        foreach (var node in graph.Nodes.Where(static node => node.Operation == GraphOperators.FakeQuantize).ToList())
        {
            // One whose input and result are both given back keeps its place.
            if (graph.IsOutput(node.Outputs[0]) && (graph.IsOutput(node.Inputs[0]!) || node.Inputs[0]!.Producer is null))
                continue;

            graph.Nodes.Remove(node);
            graph.Replace(node.Outputs[0], node.Inputs[0]!);
        }
    }

    /// <inheritdoc/>
    public override void Write(LoweredNode node, Quantization quantization)
    {
        if (node.Node.Operation == GraphOperators.FakeQuantize)
            throw new OnnxException($"{NameOf(node.Node)}: a file in floating point has no quantizers; set OnnxOptions.DropQuantizers to leave them out, or choose another target.");
    }
}
