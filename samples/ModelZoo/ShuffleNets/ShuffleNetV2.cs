using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// ShuffleNetV2 (Ma et al. 2018, table 5), with torchvision's structure and parameter names, so that torchvision's weights load. Takes
/// N x 3 x H x W, gives N x classes.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class ShuffleNetV2 : Module<Tensor, Tensor>
{
    private readonly Sequential conv1;
    private readonly MaxPool2d maxpool;
    private readonly Sequential stage2, stage3, stage4;
    private readonly Sequential conv5;
    private readonly Linear fc;

    /// <summary>Makes a network with fresh weights.</summary>
    /// <param name="widths">Channels of the three stages: 48, 96 and 192 at half width, 116, 232 and 464 at full width.</param>
    /// <param name="classes">How many classes to tell apart.</param>
    public ShuffleNetV2((long Second, long Third, long Fourth) widths, long classes = 1000)
        : base(nameof(ShuffleNetV2))
    {
        const long First = 24;
        const long Last = 1024;

        conv1 = ConvNormActivation.Create(3, First, kernel: 3, stride: 2, activation: Activations.ReLU);
        maxpool = MaxPool2d(3, stride: 2, padding: 1);
        stage2 = Stage(First, widths.Second, units: 4);
        stage3 = Stage(widths.Second, widths.Third, units: 8);
        stage4 = Stage(widths.Third, widths.Fourth, units: 4);
        conv5 = ConvNormActivation.Create(widths.Fourth, Last, kernel: 1, activation: Activations.ReLU);
        fc = Linear(Last, classes);

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        x = maxpool.call(conv1.call(x));
        x = stage4.call(stage3.call(stage2.call(x)));
        x = conv5.call(x).mean([2L, 3L]);
        return fc.call(x);
    }

    private static Sequential Stage(long inChannels, long outChannels, int units)
    {
        var rest = Enumerable.Range(1, units - 1).Select(_ => new ShuffleUnit(outChannels, outChannels, stride: 1));
        return Sequential([new ShuffleUnit(inChannels, outChannels, stride: 2), .. rest]);
    }
}
