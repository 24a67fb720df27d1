using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

[Quantize]
public sealed partial class HelperSums : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1, conv2, mix;
    private readonly ReLU relu = ReLU();

    public HelperSums(long channels) : base(nameof(HelperSums))
    {
        conv1 = Conv2d(channels, channels, 3, padding: 1);
        conv2 = Conv2d(channels, channels, 1);
        mix = Conv2d(channels, channels, 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        // Both operands come out of the same helper.
        x = Branch(x) + Branch(relu.call(x));

        // The skip goes around the helper, which runs at two more places.
        x = x + Twice(x);
        x = Twice(Twice(x)) + x;

        // No quantized layer on either way.
        return Plain(x) + Plain(x.abs());
    }

    private Tensor Branch(Tensor x) => relu.call(conv1.call(x));

    private Tensor Twice(Tensor x)
    {
        var y = mix.call(conv2.call(x));
        return y + x;
    }

    private static Tensor Plain(Tensor x) => x.tanh() * 2;
}
