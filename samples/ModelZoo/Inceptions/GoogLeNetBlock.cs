using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// GoogLeNet's block (Szegedy et al. 2015, figure 2b): four paths beside each other, whose outputs are joined. As in torchvision, and in
/// its weights, the third path ends in a 3x3 convolution where the paper has 5x5.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class GoogLeNetBlock : Module<Tensor, Tensor>
{
    private readonly BasicConv2d branch1;
    private readonly Sequential branch2;
    private readonly Sequential branch3;
    private readonly Sequential branch4;

    /// <summary>Makes a block with fresh weights.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="channels1">Channels of the first path.</param>
    /// <param name="channels2">Channels of the second path, before and behind its 3x3 convolution.</param>
    /// <param name="channels3">Channels of the third path, before and behind its 3x3 convolution.</param>
    /// <param name="channels4">Channels of the fourth path, which pools first.</param>
    public GoogLeNetBlock(
        long inChannels, long channels1, (long Reduced, long Out) channels2, (long Reduced, long Out) channels3, long channels4)
        : base(nameof(GoogLeNetBlock))
    {
        branch1 = new(inChannels, channels1, kernel: 1);
        branch2 = ReduceAndConvolve(inChannels, channels2);
        branch3 = ReduceAndConvolve(inChannels, channels3);
        branch4 = Sequential(
            MaxPool2d(3, stride: 1, padding: 1, ceil_mode: true),
            new BasicConv2d(inChannels, channels4, kernel: 1));

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) => cat(Paths(x), 1);

    private Tensor[] Paths(Tensor x)
    {
        var first = branch1.call(x);
        var second = branch2.call(x);
        var third = branch3.call(x);
        var fourth = branch4.call(x);
        return [first, second, third, fourth];
    }

    private static Sequential ReduceAndConvolve(long inChannels, (long Reduced, long Out) channels) => Sequential(
        new BasicConv2d(inChannels, channels.Reduced, kernel: 1),
        new BasicConv2d(channels.Reduced, channels.Out, kernel: 3, padding: 1));
}
