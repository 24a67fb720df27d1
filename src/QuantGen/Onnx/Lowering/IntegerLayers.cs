using QuantGen.Graph;

namespace QuantGen.Onnx.Lowering;

/// <summary>Which layers ONNX Runtime would run in floating point although a graph has them quantized.</summary>
internal static class IntegerLayers
{
    private static readonly HashSet<string> Fused = new(["Relu", "Clip"], StringComparer.Ordinal);

    /// <summary>Refuses a graph of which a layer would stay in floating point, unless the options allow it.</summary>
    /// <exception cref="OnnxException">One would; the message names them all.</exception>
    public static void Require(WorkGraph graph, OnnxOptions options)
    {
        if (!HasQuantizers(graph))
            throw new OnnxException($"The model {graph.Name} has no quantizers, so all of it would run in floating point: export a calibrated twin, or choose OnnxTarget.{nameof(OnnxTarget.Float)}.");
        if (options.AllowFloatLayers)
            return;

        var layers = Find(graph);
        if (layers.Count > 0)
        {
            throw new OnnxException(
                $"The model {graph.Name} would run {string.Join(", ", layers)} in floating point, because no single quantizer follows it: make the twin with Target = OnnxRuntime, choose another target, or set OnnxOptions.AllowFloatLayers.");
        }
    }

    /// <summary>Whether a graph has a quantizer.</summary>
    public static bool HasQuantizers(WorkGraph graph) => graph.Nodes.Exists(static node => node.Operation == GraphOperators.FakeQuantize);

    /// <summary>The convolutions with quantized input and weight, of 8 bits at most, behind which no quantizer stands.</summary>
    public static IReadOnlyList<string> Find(WorkGraph graph)
    {
        var consumers = graph.Consumers();
        return [.. graph.Nodes.Where(node => node.Operation == "Conv" && IsQuantized(node.Inputs[0]) && IsQuantized(node.Inputs[1]) && !IsFollowed(node.Outputs[0], mayFuse: true)).Select(static node => node.Name)];

        bool IsFollowed(GraphInfo value, bool mayFuse) => !graph.IsOutput(value) && consumers[value].ToList() is [var reader] &&
            (reader.Operation == GraphOperators.FakeQuantize || (mayFuse && Fused.Contains(reader.Operation) && IsFollowed(reader.Outputs[0], mayFuse: false)));
    }

    private static bool IsQuantized(GraphInfo? value) => WorkGraph.QuantizationOf(value) is { Bits: <= 8 };
}
