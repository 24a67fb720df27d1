using QuantGen.Graph;
using static TorchSharp.torch;

namespace QuantGen.Tests.Graph.Layers;

/// <summary>A model of one layer that is traced by a function.</summary>
internal sealed class Delegating : nn.Module<Tensor, Tensor>, ITraceable
{
    private readonly nn.Module layer;
    private readonly Func<GraphValue, GraphValue> _trace;

    public Delegating(nn.Module layer, Func<GraphValue, GraphValue> trace)
        : base(nameof(Delegating))
    {
        this.layer = layer;
        _trace = trace;
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => throw new NotSupportedException("Only its graph is made.");

    public IReadOnlyList<GraphValue> Trace(IReadOnlyList<GraphValue> inputs) => [_trace(inputs[0])];

    public override string GetName() => layer.GetName();
}
