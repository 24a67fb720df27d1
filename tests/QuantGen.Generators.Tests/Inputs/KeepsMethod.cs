using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>One method stays in float, with every layer that nothing else calls.</summary>
[Quantize]
public sealed partial class KeepsMethod : Module<Tensor, Tensor>
{
    private readonly Linear body, gate, shared;

    public KeepsMethod(long features) : base(nameof(KeepsMethod))
    {
        body = Linear(features, features);
        gate = Linear(features, features);
        shared = Linear(features, features);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => shared.call(body.call(x)) + Gate(x);

    // A gate near zero does not survive eight bits.
    [KeepFloat]
    private Tensor Gate(Tensor x) => x * gate.call(shared.call(x)).sigmoid() + x;
}
