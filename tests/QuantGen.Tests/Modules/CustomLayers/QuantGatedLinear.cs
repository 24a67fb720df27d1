using QuantGen.Modules;
using QuantGen.Quantizers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Modules.CustomLayers;

/// <summary>A gated linear unit that quantizes its input once, and each of its weights.</summary>
public sealed class QuantGatedLinear : Module<Tensor, Tensor>, IQuantizedLayer
{
    private readonly Parameter value;
    private readonly Parameter gate;
    private readonly TensorQuantizer _input_quantizer;
    private readonly TensorQuantizer _value_quantizer;
    private readonly TensorQuantizer _gate_quantizer;

    public QuantGatedLinear(GatedLinear layer, LayerConverter layers)
        : base(nameof(QuantGatedLinear))
    {
        value = layers.Copy(layer.value);
        gate = layers.Copy(layer.gate);
        _input_quantizer = layers.InputQuantizer();
        _value_quantizer = layers.WeightQuantizer(outputAxis: 0);
        _gate_quantizer = layers.WeightQuantizer(outputAxis: 0);
        RegisterComponents();
        train(layer.training);
    }

    public IEnumerable<TensorQuantizer> InputQuantizers => [_input_quantizer];

    public IEnumerable<QuantizedWeight> QuantizedWeights =>
        [new(_value_quantizer, value), new(_gate_quantizer, gate)];

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = _input_quantizer.call(input);
        var open = functional.linear(x, _gate_quantizer.call(gate)).sigmoid();
        return (functional.linear(x, _value_quantizer.call(value)) * open).MoveToOuterDisposeScope();
    }
}
