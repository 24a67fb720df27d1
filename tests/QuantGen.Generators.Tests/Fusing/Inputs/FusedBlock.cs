using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>Activations and sums that can be computed with a quantizer, and some that cannot.</summary>
[Quantize(PerChannel, Fuse = true)]
public sealed partial class FusedBlock : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly ReLU relu;
    private readonly Conv2d conv2;
    private readonly BatchNorm2d bn2;
    private readonly ReLU6 clip;
    private readonly ReLU shared;
    private readonly Conv2d left;
    private readonly Conv2d right;
    private readonly Sequential tail;
    private readonly ReLU looped;
    private readonly Linear head;

    /// <summary>Makes the block.</summary>
    public FusedBlock(long channels)
        : base(nameof(FusedBlock))
    {
        conv1 = Conv2d(channels, channels, 3, padding: 1, bias: false);
        bn1 = BatchNorm2d(channels);
        relu = ReLU(inplace: true);
        conv2 = Conv2d(channels, channels, 3, padding: 1, bias: false);
        bn2 = BatchNorm2d(channels);
        clip = ReLU6();
        shared = ReLU();
        left = Conv2d(channels, channels, 1);
        right = Conv2d(channels, channels, 1);
        tail = Sequential(ReLU(), Conv2d(channels, channels, 1));
        looped = ReLU();
        head = Linear(channels, channels);

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        // One pass with conv2.
        var y = conv1.call(x);
        y = bn1.call(y);
        y = relu.call(y);
        y = bn2.call(conv2.call(y));

        // One pass with the sum.
        y += x;
        y = clip.call(y);

        // Two convolutions read the activation: it stays.
        var z = shared.call(left.call(y));
        z = left.forward(z) + right.call(z);

        // A skip operand on the left.
        z = y + right.call(z);

        // The result of a Sequential may be kept for its gradient.
        z = z + tail.call(z);

        // The head runs many times.
        z = left.call(z).mean([2, 3]);
        for (var i = 0; i < 2; i++)
            z = head.call(looped.call(head.call(z)));

        return z;
    }
}
