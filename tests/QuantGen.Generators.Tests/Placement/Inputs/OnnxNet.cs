using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>A stem, a residual block with ReLU behind the sum, pooling as a layer and as a function, a classifier.</summary>
[Quantize]
public sealed partial class OnnxNet : Module<Tensor, Tensor>
{
    private readonly Conv2d stem;
    private readonly Conv2d conv1;
    private readonly Conv2d conv2;
    private readonly ReLU relu;
    private readonly AvgPool2d pool;
    private readonly Linear fc;

    public OnnxNet(long channels) : base(nameof(OnnxNet))
    {
        stem = Conv2d(channels, channels, 3, padding: 1);
        conv1 = Conv2d(channels, channels, 3, padding: 1);
        conv2 = Conv2d(channels, channels, 3, padding: 1);
        relu = ReLU();
        pool = AvgPool2d(2);
        fc = Linear(channels, 4);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = stem.call(x).relu();
        var y = conv2.call(conv1.call(x).relu());
        x = relu.call(x + y);
        x = pool.call(x);
        x = functional.adaptive_avg_pool2d(x, 1);
        return fc.call(x.flatten(1));
    }
}
