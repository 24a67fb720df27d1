using QuantGen.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Modules.CustomLayers;

/// <summary>A gated linear unit: (x V) times the sigmoid of (x G), element by element.</summary>
public sealed class GatedLinear : Module<Tensor, Tensor>, IQuantizable
{
    public GatedLinear(long inputs, long outputs)
        : base(nameof(GatedLinear))
    {
        value = Parameter(init.xavier_uniform_(empty(outputs, inputs)));
        gate = Parameter(init.xavier_uniform_(empty(outputs, inputs)));
        RegisterComponents();
    }

    public Parameter value { get; }

    public Parameter gate { get; }

    public override Tensor forward(Tensor input) =>
        functional.linear(input, value) * functional.linear(input, gate).sigmoid();

    public Module ToQuantized(QuantizationOptions? options = null)
    {
        var layers = LayerConverter.ForLayer(options);
        var twin = new QuantGatedLinear(this, layers);
        layers.Complete(twin);
        return twin;
    }
}
