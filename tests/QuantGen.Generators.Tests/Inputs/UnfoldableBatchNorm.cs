using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

[Quantize]
public sealed partial class UnfoldableBatchNorm : Module<Tensor, Tensor>
{
    private readonly bool normalizes;
    private readonly Conv2d shared;
    private readonly BatchNorm2d afterShared;
    private readonly Conv2d optional;
    private readonly BatchNorm2d afterOptional;
    private readonly BatchNorm2d first;
    private readonly Conv2d disposed;
    private readonly BatchNorm2d afterDisposed;
    private readonly Conv2d folded;
    private readonly BatchNorm2d afterFolded;

    public UnfoldableBatchNorm(long channels, bool normalizes) : base(nameof(UnfoldableBatchNorm))
    {
        this.normalizes = normalizes;
        first = BatchNorm2d(channels);
        shared = Conv2d(channels, channels, 1);
        afterShared = BatchNorm2d(channels);
        optional = Conv2d(channels, channels, 1);
        afterOptional = BatchNorm2d(channels);
        disposed = Conv2d(channels, channels, 1);
        afterDisposed = BatchNorm2d(channels);
        folded = Conv2d(channels, channels, 1);
        afterFolded = BatchNorm2d(channels);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = first.call(x);

        // The convolution's own output is read, too.
        var y = shared.call(x);
        x = afterShared.call(y).relu() - y;

        // On one path there is no normalization.
        x = optional.call(x);
        if (normalizes)
            x = afterOptional.call(x);

        // The convolution's output does not outlive the block.
        using (var z = disposed.call(x))
            x = afterDisposed.call(z);

        return afterFolded.call(folded.call(x));
    }
}
