using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// MNASNet-B1 (Tan et al. 2019), with torchvision's structure, parameter names and initialisation, so that torchvision's weights load.
/// Takes N x 3 x H x W, gives N x classes.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class MnasNet : Module<Tensor, Tensor>
{
    // TensorFlow's momentum of 0.9997 in torch's way of counting.
    private const double Momentum = 1 - 0.9997;
    private const long Last = 1280;

    private readonly Sequential layers;
    private readonly Sequential classifier;

    /// <summary>Makes a network with fresh weights.</summary>
    /// <param name="width">Channels over those of the paper, such as 0.5.</param>
    /// <param name="classes">How many classes to tell apart.</param>
    /// <param name="dropout">Share of features that training drops before the classifier.</param>
    public MnasNet(double width = 1, long classes = 1000, double dropout = 0.2)
        : base(nameof(MnasNet))
    {
        long[] depths = [.. new[] { 32, 16, 24, 40, 80, 96, 192, 320 }.Select(channels => Channels.Round(channels * width))];

        layers = Sequential(
            Conv2d(3, depths[0], 3, stride: 2, padding: 1, bias: false),
            Norm(depths[0]),
            ReLU(inplace: true),
            Conv2d(depths[0], depths[0], 3, padding: 1, groups: depths[0], bias: false),
            Norm(depths[0]),
            ReLU(inplace: true),
            Conv2d(depths[0], depths[1], 1, bias: false),
            Norm(depths[1]),
            Row(depths[1], depths[2], kernel: 3, stride: 2, expansion: 3, blocks: 3),
            Row(depths[2], depths[3], kernel: 5, stride: 2, expansion: 3, blocks: 3),
            Row(depths[3], depths[4], kernel: 5, stride: 2, expansion: 6, blocks: 3),
            Row(depths[4], depths[5], kernel: 3, stride: 1, expansion: 6, blocks: 2),
            Row(depths[5], depths[6], kernel: 5, stride: 2, expansion: 6, blocks: 4),
            Row(depths[6], depths[7], kernel: 3, stride: 1, expansion: 6, blocks: 1),
            Conv2d(depths[7], Last, 1, bias: false),
            Norm(Last),
            ReLU(inplace: true));
        classifier = Sequential(Dropout(dropout, inplace: true), Linear(Last, classes));

        RegisterComponents();
        Initialization.MnasNet(this);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) =>
        classifier.call(layers.call(x).mean([2L, 3L]));

    private static BatchNorm2d Norm(long channels) => BatchNorm2d(channels, momentum: Momentum);

    private static Sequential Row(long inChannels, long outChannels, long kernel, long stride, long expansion, int blocks)
    {
        var row = Sequential(Block(inChannels, outChannels, kernel, stride, expansion));
        for (var i = 1; i < blocks; i++)
            row.append(Block(outChannels, outChannels, kernel, stride: 1, expansion));

        return row;
    }

    private static MnasBlock<Sequential> Block(long inChannels, long outChannels, long kernel, long stride, long expansion)
    {
        var inner = inChannels * expansion;
        var body = Sequential(
            Conv2d(inChannels, inner, 1, bias: false),
            Norm(inner),
            ReLU(inplace: true),
            Conv2d(inner, inner, kernel, stride: stride, padding: kernel / 2, groups: inner, bias: false),
            Norm(inner),
            ReLU(inplace: true),
            Conv2d(inner, outChannels, 1, bias: false),
            Norm(outChannels));
        return new(body, addsInput: stride == 1 && inChannels == outChannels);
    }
}
