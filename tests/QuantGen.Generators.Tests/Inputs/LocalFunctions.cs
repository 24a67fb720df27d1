using System;
using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>An encoder and decoder whose steps are local functions and lambdas.</summary>
[Quantize]
public partial class LocalFunctions : Module<Tensor, Tensor>
{
    private readonly Conv2d down1, down2, middle, up1, up2;
    private readonly BatchNorm2d norm1 = BatchNorm2d(8), norm2 = BatchNorm2d(16);

    public LocalFunctions() : base(nameof(LocalFunctions))
    {
        down1 = Conv2d(4, 8, 3, padding: 1);
        down2 = Conv2d(8, 16, 3, padding: 1);
        middle = Conv2d(16, 16, 3, padding: 1);
        up1 = Conv2d(32, 8, 3, padding: 1);
        up2 = Conv2d(16, 4, 3, padding: 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        Func<Tensor, Tensor> pool = t => functional.max_pool2d(t, 2);
        Func<Tensor, Tensor> first = t => functional.relu(norm1.call(down1.call(t)));
        var skip = first(x);
        var deep = Second(pool(skip));
        var bottom = pool(deep);

        Mix();
        Mix();
        return up2.call(Join(up1.call(Join(bottom, deep)), skip)) + x;

        // The second stage halves the picture again.
        Tensor Second(Tensor t) => functional.relu(norm2.call(down2.call(t)));

        void Mix()
        {
            bottom = bottom + middle.call(bottom);
        }

        static Tensor Join(Tensor low, Tensor high)
        {
            using var scaled = functional.interpolate(low, scale_factor: [2, 2]);
            return cat([scaled, high], 1);
        }
    }
}
