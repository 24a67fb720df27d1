using QuantGen.Graph;
using static TorchSharp.torch;

namespace QuantGen.Tests.Graph.Support;

/// <summary>A model without parameters of its own: a function over values of a graph.</summary>
internal sealed class TracedFunction(Func<IReadOnlyList<GraphValue>, IReadOnlyList<GraphValue>> trace) : nn.Module(nameof(TracedFunction)), ITraceable
{
    public IReadOnlyList<GraphValue> Trace(IReadOnlyList<GraphValue> inputs) => trace(inputs);

    /// <summary>The graph of a function of one float32 input.</summary>
    public static QuantGraph Graph(Func<GraphValue, GraphValue> trace, params long[] shape) => Graph(inputs => [trace(inputs[0])], new GraphInput(shape));

    /// <summary>The graph of a function.</summary>
    public static QuantGraph Graph(Func<IReadOnlyList<GraphValue>, IReadOnlyList<GraphValue>> trace, params GraphInput[] inputs)
    {
        using var model = new TracedFunction(trace);
        return QuantGraph.Of(model, inputs);
    }
}
