using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// U-Net (Ronneberger et al. 2015, figure 1): halves the picture four times, doubles it four times by transposed convolutions, and at each
/// size joins what was there on the way down. Takes N x channels x H x W with sides that 16 divides, gives N x classes x H x W.
/// </summary>
/// <remarks>As is usual today, the convolutions pad and have BatchNorm, so that the output has the size of the input.</remarks>
[Quantize(PerChannel)]
public sealed partial class UNet : Module<Tensor, Tensor>
{
    private readonly DoubleConv down1, down2, down3, down4, bottom;
    private readonly MaxPool2d pool1 = MaxPool2d(2), pool2 = MaxPool2d(2), pool3 = MaxPool2d(2), pool4 = MaxPool2d(2);
    private readonly ConvTranspose2d up4, up3, up2, up1;
    private readonly DoubleConv conv4, conv3, conv2, conv1;
    private readonly Conv2d head;

    /// <summary>Makes a network with fresh weights.</summary>
    /// <param name="channels">Channels of the picture.</param>
    /// <param name="classes">How many classes to tell apart.</param>
    /// <param name="width">Channels at full size; each halving doubles them.</param>
    public UNet(long channels = 3, long classes = 2, long width = 64)
        : base(nameof(UNet))
    {
        down1 = new DoubleConv(channels, width);
        down2 = new DoubleConv(width, 2 * width);
        down3 = new DoubleConv(2 * width, 4 * width);
        down4 = new DoubleConv(4 * width, 8 * width);
        bottom = new DoubleConv(8 * width, 16 * width);
        up4 = Up(16 * width);
        conv4 = new DoubleConv(16 * width, 8 * width);
        up3 = Up(8 * width);
        conv3 = new DoubleConv(8 * width, 4 * width);
        up2 = Up(4 * width);
        conv2 = new DoubleConv(4 * width, 2 * width);
        up1 = Up(2 * width);
        conv1 = new DoubleConv(2 * width, width);
        head = Conv2d(width, classes, 1);

        RegisterComponents();

        static ConvTranspose2d Up(long channels) => ConvTranspose2d(channels, channels / 2, 2, stride: 2);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor picture)
    {
        var at1 = down1.call(picture);
        var at2 = down2.call(pool1.call(at1));
        var at4 = down3.call(pool2.call(at2));
        var at8 = down4.call(pool3.call(at4));
        var x = bottom.call(pool4.call(at8));

        x = conv4.call(Join(at8, up4.call(x)));
        x = conv3.call(Join(at4, up3.call(x)));
        x = conv2.call(Join(at2, up2.call(x)));
        x = conv1.call(Join(at1, up1.call(x)));
        return head.call(x);

        // The skip first, as in the paper's figure.
        static Tensor Join(Tensor skip, Tensor below) => cat([skip, below], dim: 1);
    }
}
