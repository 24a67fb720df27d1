using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>The auxiliary classifier of Inception v3. Needs 17x17 features, from pictures of 299x299.</summary>
[Quantize(PerChannel)]
public sealed partial class InceptionHead : Module<Tensor, Tensor>
{
    private readonly BasicConv2d conv0;
    private readonly BasicConv2d conv1;
    private readonly Linear fc;

    /// <summary>Makes a classifier with fresh weights.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="classes">How many classes to tell apart.</param>
    public InceptionHead(long inChannels, long classes)
        : base(nameof(InceptionHead))
    {
        conv0 = new BasicConv2d(inChannels, 128, kernel: 1);
        conv1 = new BasicConv2d(128, 768, kernel: 5);
        fc = Linear(768, classes);

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        x = functional.avg_pool2d(x, kernel_size: 5, stride: 3);
        x = conv1.call(conv0.call(x));
        x = functional.adaptive_avg_pool2d(x, 1);
        return fc.call(x.flatten(1));
    }
}
