using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGenApp;

/// <summary>A small residual network for pictures of 3 x 32 x 32. The build adds its quantized twin, <c>QuantSmallNet</c>.</summary>
[Quantize(PerChannel)]
public sealed partial class SmallNet : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(3, 16, 3, stride: 2, padding: 1, bias: false);
    private readonly BatchNorm2d bn1 = BatchNorm2d(16);
    private readonly Conv2d conv = Conv2d(16, 16, 3, padding: 1, bias: false);
    private readonly BatchNorm2d bn2 = BatchNorm2d(16);
    private readonly ReLU relu = ReLU();
    private readonly AdaptiveAvgPool2d pool = AdaptiveAvgPool2d(1);
    private readonly Linear fc = Linear(16, 10);

    public SmallNet() : base(nameof(SmallNet)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = relu.call(bn1.call(stem.call(x)));

        // Warning QG2001: one ReLU runs at two places. The IDE's fix gives the second place a field of its own.
        x = relu.call(x + bn2.call(conv.call(x)));
        return fc.call(pool.call(x).flatten(1));
    }
}
