using QuantGen.Graph;
using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Tests.Onnx.Support;

/// <summary>A graph that is made node by node.</summary>
internal sealed class HandGraph : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly List<GraphInfo> _inputs = [];
    private QuantGraph? _graph;

    /// <summary>Takes the nodes.</summary>
    public GraphBuilder Builder { get; } = new(nn.Identity());

    /// <summary>Numbers that go well with the inputs.</summary>
    public List<Tensor> Samples { get; } = [];

    /// <summary>An input of floats.</summary>
    public GraphInfo Input(params long[] shape) => Input(randn(shape));

    /// <summary>An input like a tensor.</summary>
    public GraphInfo Input(Tensor sample)
    {
        Samples.Add(sample);
        _inputs.Add(Builder.Input(new GraphInput(sample.shape, ElementTypes.Of(sample.dtype)), _inputs.Count));
        return _inputs[^1];
    }

    /// <summary>A constant of normal numbers.</summary>
    public GraphInfo Weight(string name, params long[] shape) => Builder.Constant(randn(shape) * 0.3, name);

    /// <summary>A constant.</summary>
    public GraphInfo Constant(string name, Tensor values) => Builder.Constant(values, name);

    /// <summary>Adds an operation with one result.</summary>
    public GraphInfo Add(string operation, IReadOnlyList<GraphInfo?> inputs, GraphAttributeCollection? attributes = null) => Builder.AddNode(operation, inputs, attributes ?? []).Outputs[0];

    /// <summary>Adds a quantizer of activations.</summary>
    public GraphInfo Quantize(GraphInfo input, float scale, bool unsigned = false, int bits = 8) => Quantize(input, Levels(scale, unsigned, bits));

    /// <summary>Adds a quantizer.</summary>
    public GraphInfo Quantize(GraphInfo input, Quantization quantization) => Add(GraphOperators.FakeQuantize, [input], new() { { "quantization", quantization } });

    /// <summary>Adds a quantizer of a weight's channels, calibrated to their largest magnitudes.</summary>
    public GraphInfo QuantizeWeight(GraphInfo weight, int axis = 0, int bits = 8)
    {
        var axes = Enumerable.Range(0, weight.Shape.Count).Where(one => one != axis).Select(static one => (long)one).ToArray();
        var amax = Tensors.Floats(weight.Constant!.Values.abs().amax(axes));
        var highest = (1 << (bits - 1)) - 1;
        return Quantize(weight, new Quantization { Bits = bits, LowestLevel = -highest, HighestLevel = highest, Axis = axis, Amax = amax, Scales = [.. amax.Select(one => one / highest)] });
    }

    /// <summary>Levels of one scale.</summary>
    public static Quantization Levels(float scale, bool unsigned = false, int bits = 8)
    {
        var highest = unsigned ? (1L << bits) - 1 : (1L << (bits - 1)) - 1;
        return new Quantization { Bits = bits, LowestLevel = unsigned ? 0 : -highest - 1, HighestLevel = highest, Scales = [scale] };
    }

    /// <summary>The graph with these results.</summary>
    public QuantGraph Build(params GraphInfo[] outputs)
    {
        _graph = new QuantGraph("Hand", _inputs, outputs, Builder.Nodes, Builder.Owned);
        _graph.Verify();
        return _graph;
    }

    public void Dispose()
    {
        _graph?.Dispose();
        _scope.Dispose();
    }
}
