using QuantGen.LowBit;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Training.Policies;

/// <summary>A linear layer of few bits.</summary>
internal sealed class LowBitRow : Module<Tensor, Tensor>
{
    private readonly LowBitQuantizer _input_quantizer;
    private readonly LowBitQuantizer _weight_quantizer;
    private readonly Linear linear;

    public LowBitRow(long inputs, long outputs)
        : base(nameof(LowBitRow))
    {
        var side = new LowBitSide { Start = LowBitStart.Fixed };
        _input_quantizer = LowBitQuantizer.Create(side, LowBitRole.Activation, [1, inputs]);
        _weight_quantizer = LowBitQuantizer.Create(side, LowBitRole.Weight, [outputs, inputs]);
        linear = Linear(inputs, outputs);
        RegisterComponents();
    }

    public LowBitQuantizer Input => _input_quantizer;

    public LowBitQuantizer Weight => _weight_quantizer;

    public override Tensor forward(Tensor input) =>
        functional.linear(_input_quantizer.call(input), _weight_quantizer.call(linear.weight!), linear.bias!);
}
