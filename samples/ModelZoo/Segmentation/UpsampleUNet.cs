using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// A <see cref="UNet"/> of any depth that doubles the picture without weights, by interpolation. Takes N x channels x H x W with sides that
/// can be halved as often as it is deep, gives N x classes x H x W.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class UpsampleUNet : Module<Tensor, Tensor>
{
    private readonly ModuleList<DoubleConv> encoder = new();
    private readonly MaxPool2d pool = MaxPool2d(2);
    private readonly DoubleConv bottom;
    private readonly Upsample upsample = Upsample(scale_factor: [2, 2], mode: UpsampleMode.Bilinear, align_corners: true);
    private readonly ModuleList<DoubleConv> decoder = new();
    private readonly Conv2d head;

    /// <summary>Makes a network with fresh weights.</summary>
    /// <param name="channels">Channels of the picture.</param>
    /// <param name="classes">How many classes to tell apart.</param>
    /// <param name="width">Channels at full size; each halving but the last doubles them.</param>
    /// <param name="depth">How often the picture is halved.</param>
    public UpsampleUNet(long channels = 3, long classes = 2, long width = 64, int depth = 4)
        : base(nameof(UpsampleUNet))
    {
        for (var level = 0; level < depth; level++)
        {
            encoder.Add(new DoubleConv(level == 0 ? channels : width << (level - 1), width << level));
            decoder.Insert(0, new DoubleConv(width << (level + 1), level == 0 ? width : width << (level - 1)));
        }

        bottom = new DoubleConv(width << (depth - 1), width << (depth - 1));
        head = Conv2d(width, classes, 1);

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var skips = new Stack<Tensor>();
        foreach (var stage in encoder)
        {
            x = stage.call(x);
            skips.Push(x);
            x = pool.call(x);
        }

        x = bottom.call(x);

        foreach (var stage in decoder)
            x = stage.call(cat([skips.Pop(), upsample.call(x)], dim: 1));

        return head.call(x);
    }
}
