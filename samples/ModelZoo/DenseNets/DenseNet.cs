using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// DenseNet-121 and its like (Huang et al. 2017, table 1), with torchvision's structure and initialisation. Takes N x 3 x H x W with sides
/// of 32 or more, gives N x classes.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class DenseNet : Module<Tensor, Tensor>
{
    private readonly Sequential features;
    private readonly Linear classifier;

    /// <summary>Makes a network with fresh weights.</summary>
    /// <param name="blocks">How many layers each dense block has: 6, 12, 24 and 16 in DenseNet-121.</param>
    /// <param name="growth">Channels that each layer adds.</param>
    /// <param name="classes">How many classes to tell apart.</param>
    public DenseNet(IReadOnlyList<int> blocks, long growth = 32, long classes = 1000)
        : base(nameof(DenseNet))
    {
        var channels = 2 * growth;
        features = Sequential(
            ("conv0", Conv2d(3, channels, 7, stride: 2, padding: 3, bias: false)),
            ("norm0", BatchNorm2d(channels)),
            ("relu0", ReLU(inplace: true)),
            ("pool0", MaxPool2d(3, stride: 2, padding: 1)));

        for (var i = 0; i < blocks.Count; i++)
        {
            features.append($"denseblock{i + 1}", new DenseBlock(channels, blocks[i], growth));
            channels += blocks[i] * growth;
            if (i == blocks.Count - 1)
                break;

            features.append($"transition{i + 1}", Transition(channels, channels / 2));
            channels /= 2;
        }

        features.append("norm5", BatchNorm2d(channels));
        classifier = Linear(channels, classes);

        RegisterComponents();
        Initialization.DenseNet(this);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var y = functional.relu(features.call(x), inplace: true);
        y = functional.adaptive_avg_pool2d(y, (1, 1));
        return classifier.call(flatten(y, 1));
    }

    /// <summary>What stands between two dense blocks: halves the channels, the height and the width.</summary>
    private static Sequential Transition(long inChannels, long outChannels) => Sequential(
        ("norm", BatchNorm2d(inChannels)),
        ("relu", ReLU(inplace: true)),
        ("conv", Conv2d(inChannels, outChannels, 1, bias: false)),
        ("pool", AvgPool2d(2, stride: 2)));
}
