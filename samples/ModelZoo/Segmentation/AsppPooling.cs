using QuantGen;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// The branch of <see cref="Aspp"/> that sees the whole picture: its mean, a 1x1 convolution, and as many copies as the picture has places.
/// </summary>
/// <remarks>In torchvision it is a Sequential, hence the names.</remarks>
[Quantize(PerChannel)]
public sealed partial class AsppPooling : Module<Tensor, Tensor>
{
    [ComponentName(Name = "0")]
    private readonly AdaptiveAvgPool2d pool = AdaptiveAvgPool2d(1);

    [ComponentName(Name = "1")]
    private readonly Conv2d conv;

    [ComponentName(Name = "2")]
    private readonly BatchNorm2d norm;

    [ComponentName(Name = "3")]
    private readonly ReLU relu = ReLU();

    /// <summary>Makes a block with fresh weights.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    public AsppPooling(long inChannels, long outChannels)
        : base(nameof(AsppPooling))
    {
        conv = Conv2d(inChannels, outChannels, 1, bias: false);
        norm = BatchNorm2d(outChannels);

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var (height, width) = (x.shape[2], x.shape[3]);
        x = relu.call(norm.call(conv.call(pool.call(x))));
        return functional.interpolate(x, size: [height, width], mode: InterpolationMode.Bilinear, align_corners: false);
    }
}
