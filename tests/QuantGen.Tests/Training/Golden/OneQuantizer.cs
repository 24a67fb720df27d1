using QuantGen.LowBit;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Training.Golden;

/// <summary>A layer that is nothing but a quantizer whose range is learned.</summary>
internal sealed class OneQuantizer : Module<Tensor, Tensor>
{
    private readonly LowBitQuantizer _weight_quantizer;

    public OneQuantizer(int levels, double clip)
        : base(nameof(OneQuantizer))
    {
        _weight_quantizer = LowBitQuantizer.Create(
            new LowBitSide { Levels = levels, Bound = clip, Start = LowBitStart.Fixed, Groups = 1 }, LowBitRole.Weight, [4, 3]);
        RegisterComponents();
    }

    public LowBitQuantizer Quantizer => _weight_quantizer;

    public Parameter Clip => _weight_quantizer.get_parameter("clip_val")!;

    public override Tensor forward(Tensor input) => _weight_quantizer.call(input);
}
