using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

[Quantize]
public sealed partial class ReusedConvolution : Module<Tensor, Tensor>
{
    private readonly Conv2d conv;
    private readonly ReLU relu;
    private readonly Linear head;

    public ReusedConvolution(long channels) : base(nameof(ReusedConvolution))
    {
        conv = Conv2d(channels, channels, 3, padding: 1);
        relu = ReLU();
        head = Linear(channels, channels);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = relu.call(conv.call(x));
        x = relu.call(conv.forward(x));
        x = conv.call(x + conv.call(x));
        return head.call(x.mean([2, 3]));
    }
}
