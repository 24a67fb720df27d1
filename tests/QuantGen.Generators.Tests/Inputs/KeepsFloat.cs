using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

[Quantize(FoldBatchNorm = false, QuantizePools = true, WeightBits = 4, ActivationBits = 6)]
public sealed partial class KeepsFloat : Module<Tensor, Tensor>
{
    [KeepFloat]
    private readonly Conv2d stem;
    private readonly BatchNorm2d norm;
    private readonly Conv2d conv;
    private readonly AvgPool2d pool;
    [KeepFloat] private readonly Sequential tail;
    private readonly Conv2d auxiliary;
    private readonly Sequential body;

    public KeepsFloat(long channels) : base(nameof(KeepsFloat))
    {
        stem = Conv2d(3, channels, 3, padding: 1);
        norm = BatchNorm2d(channels);
        conv = Conv2d(channels, channels, 3, padding: 1);
        pool = AvgPool2d(2);
        tail = Sequential(Conv2d(channels, channels, 1));
        auxiliary = Conv2d(channels, 1, 1);
        body = Sequential(Conv2d(channels, channels, 1));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = stem.call(x);
        x += tail.call(x);
        x = norm.call(conv.call(x));
        return body.call(pool.call(x));
    }
}
