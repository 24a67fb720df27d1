using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>ResNets of any structure.</summary>
internal static class StructuredResNet
{
    private static readonly StructureFamily OfBasicBlocks = new(
        "A ResNet of basic blocks", ActivationKind.ReLU, [SkipSpan.Block, SkipSpan.Layer, SkipSpan.None], ChangesShapes: true, FloatConvolutions.None);

    private static readonly StructureFamily OfBottlenecks = new(
        "A ResNet of bottlenecks", ActivationKind.ReLU, [SkipSpan.Block, SkipSpan.None], ChangesShapes: true, FloatConvolutions.Pointwise);

    public static StructuredNetwork Create(ResNetSize size, Structure structure, long classes)
    {
        var isBasic = size.Block == ResidualBlock.Basic;
        var builder = new StructureBuilder(structure, isBasic ? OfBasicBlocks : OfBottlenecks);
        var stem = size.IsForSmallPictures
            ? builder.Stem(new ConvolutionShape(3, size.Width))
            : builder.Stem(new ConvolutionShape(3, size.Width, Kernel: 7, Stride: 2), MaxPool2d(3, stride: 2, padding: 1));

        var stages = new List<(string, Module<Tensor, Tensor>)>();
        var channels = size.Width;
        foreach (var (index, blocks) in size.Stages.Index())
        {
            var stage = Sequential();
            for (var i = 0; i < blocks; i++)
            {
                var convolutions = Convolutions(channels, size.Width << index, stride: index > 0 && i == 0 ? 2 : 1, isBasic);
                stage.append(builder.Block(convolutions));
                channels = convolutions[^1].OutChannels;
            }

            stages.Add(($"layer{index + 1}", stage));
        }

        return builder.Network($"ResNet{size.Depth}", stem, stages, channels, classes);
    }

    private static ConvolutionShape[] Convolutions(long inChannels, long channels, long stride, bool isBasic) => isBasic
        ? [new(inChannels, channels, Stride: stride), new(channels, channels)]
        :
        [
            ConvolutionShape.Pointwise(inChannels, channels),
            new(channels, channels, Stride: stride),
            ConvolutionShape.Pointwise(channels, channels * Bottleneck.Expansion),
        ];
}
