using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>A residual block whose second convolution is ternary, and whose shortcut keeps more bits than the branch beside it.</summary>
[Quantize(WeightAlgorithm = LowBitAlgorithm.Lsq, ActivationAlgorithm = LowBitAlgorithm.Pact)]
public sealed partial class ResidualBlock : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(8, 8, 3, padding: 1, bias: false);
    private readonly BatchNorm2d bn1 = BatchNorm2d(8);
    private readonly ReLU relu = ReLU();

    [Quantize(WeightAlgorithm = LowBitAlgorithm.TrainedTernary, ActivationLevels = 3)]
    private readonly Conv2d conv2 = Conv2d(8, 8, 3, padding: 1, bias: false);
    private readonly BatchNorm2d bn2 = BatchNorm2d(8);

    [Quantize(WeightBits = 4, ActivationBits = 4)]
    private readonly Conv2d shortcut = Conv2d(8, 8, 1, bias: false);
    private readonly BatchNorm2d bn3 = BatchNorm2d(8);

    public ResidualBlock()
        : base(nameof(ResidualBlock)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var branch = relu.call(bn1.call(conv1.call(x)));
        branch = bn2.call(conv2.call(branch));

        return relu.call(branch + bn3.call(shortcut.call(x)));
    }
}
