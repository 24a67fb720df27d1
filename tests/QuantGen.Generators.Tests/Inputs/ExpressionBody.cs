using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

[Quantize]
public sealed partial class ExpressionBody : Module<Tensor, Tensor>
{
    private readonly Conv2d conv;
    private readonly BatchNorm2d norm;
    private readonly ReLU6 activation;

    public ExpressionBody(long channels) : base(nameof(ExpressionBody))
    {
        conv = Conv2d(channels, channels, 1, bias: false);
        norm = BatchNorm2d(channels);
        activation = ReLU6();
        RegisterComponents();
    }

    // x is read twice: once by the convolution, once by the sum.
    public override Tensor forward(Tensor x) =>
        activation.call(norm.call(conv.call(x)))
            + x;
}
