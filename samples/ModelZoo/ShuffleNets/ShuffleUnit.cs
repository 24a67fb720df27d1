using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// ShuffleNetV2's block (Ma et al. 2018, figure 3c and d). Of stride 1: half of the channels pass as they are, the other half are
/// convolved. Of stride 2: both paths read the whole input and halve height and width. The channels of both are then mixed.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class ShuffleUnit : Module<Tensor, Tensor>
{
    private const int Paths = 2;

    private readonly Sequential? branch1;
    private readonly Sequential branch2;

    /// <summary>Makes a block with fresh weights.</summary>
    /// <param name="inChannels">Channels of the input; those of the output where the stride is 1.</param>
    /// <param name="outChannels">Channels of the output, an even number.</param>
    /// <param name="stride">Stride of the depthwise convolutions, 1 or 2.</param>
    public ShuffleUnit(long inChannels, long outChannels, long stride)
        : base(nameof(ShuffleUnit))
    {
        var half = outChannels / Paths;
        if (stride > 1)
        {
            branch1 = Sequential(
                Depthwise(inChannels, stride),
                BatchNorm2d(inChannels),
                Pointwise(inChannels, half),
                BatchNorm2d(half),
                ReLU(inplace: true));
        }

        branch2 = Sequential(
            Pointwise(stride > 1 ? inChannels : half, half),
            BatchNorm2d(half),
            ReLU(inplace: true),
            Depthwise(half, stride),
            BatchNorm2d(half),
            Pointwise(half, half),
            BatchNorm2d(half),
            ReLU(inplace: true));

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        if (branch1 is null)
        {
            var halves = x.chunk(Paths, 1);
            return Shuffle(cat([halves[0], branch2.call(halves[1])], 1), Paths);
        }

        return Shuffle(cat([branch1.call(x), branch2.call(x)], 1), Paths);
    }

    /// <summary>Puts the first channels of all groups before the second ones, and so on.</summary>
    private static Tensor Shuffle(Tensor x, long groups)
    {
        var (batch, channels, height, width) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3]);
        x = x.view(batch, groups, channels / groups, height, width);
        x = x.transpose(1, 2).contiguous();
        return x.view(batch, channels, height, width);
    }

    private static Conv2d Depthwise(long channels, long stride) =>
        Conv2d(channels, channels, 3, stride: stride, padding: 1, groups: channels, bias: false);

    private static Conv2d Pointwise(long inChannels, long outChannels) => Conv2d(inChannels, outChannels, 1, bias: false);
}
