using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>MobileNets of any structure.</summary>
internal static class StructuredMobileNet
{
    private const FloatConvolutions CanKeepFloat = FloatConvolutions.Depthwise | FloatConvolutions.Pointwise;
    private const long LastChannels = 1280;

    private static readonly StructureFamily First = new(
        "MobileNetV1", ActivationKind.ReLU, [SkipSpan.None, SkipSpan.Layer, SkipSpan.Block], ChangesShapes: true, CanKeepFloat);

    private static readonly StructureFamily Second = new(
        "MobileNetV2", ActivationKind.ReLU6, [SkipSpan.Block, SkipSpan.None], ChangesShapes: false, CanKeepFloat);

    private static readonly (long Channels, long Stride)[] Separable =
    [
        (64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2),
        (512, 1), (512, 1), (512, 1), (512, 1), (512, 1), (1024, 2), (1024, 1),
    ];

    private static readonly (long Expansion, long Channels, int Blocks, long Stride)[] Inverted =
    [
        (1, 16, 1, 1),
        (6, 24, 2, 2),
        (6, 32, 3, 2),
        (6, 64, 4, 2),
        (6, 96, 3, 1),
        (6, 160, 3, 2),
        (6, 320, 1, 1),
    ];

    public static StructuredNetwork V1(Structure structure, long classes, double width, long firstStride)
    {
        var builder = new StructureBuilder(structure, First);
        var channels = Channels.Round(32 * width);
        var stem = builder.Stem(new ConvolutionShape(3, channels, Stride: firstStride));
        var features = new List<(string, Module<Tensor, Tensor>)>();
        foreach (var (index, (plainChannels, stride)) in Separable.Index())
        {
            var outChannels = Channels.Round(plainChannels * width);
            features.Add(($"block{index + 1}", builder.Block(ConvolutionShape.Depthwise(channels, stride), ConvolutionShape.Pointwise(channels, outChannels))));
            channels = outChannels;
        }

        return builder.Network("MobileNetV1", stem, features, channels, classes);
    }

    public static StructuredNetwork V2(Structure structure, long classes, long firstStride)
    {
        var builder = new StructureBuilder(structure, Second);
        var channels = 32L;
        var stem = builder.Stem(new ConvolutionShape(3, channels, Stride: firstStride));
        var features = new List<(string, Module<Tensor, Tensor>)>();
        foreach (var stage in Inverted)
        {
            for (var i = 0; i < stage.Blocks; i++)
            {
                var stride = i == 0 ? stage.Stride : 1;
                var convolutions = InvertedResidual(structure.Order, channels, stage.Channels, stride, stage.Expansion);
                var hasSkip = stride == 1 && channels == stage.Channels;
                features.Add(($"block{features.Count + 1}", hasSkip ? builder.Block(convolutions) : builder.Plain(convolutions)));
                channels = stage.Channels;
            }
        }

        features.Add(("last", builder.Plain(ConvolutionShape.Pointwise(channels, LastChannels))));
        return builder.Network("MobileNetV2", stem, features, LastChannels, classes);
    }

    /// <summary>The convolutions of a block; that one has no activation whose activation would stand at the narrow end.</summary>
    private static ConvolutionShape[] InvertedResidual(BlockOrder order, long inChannels, long outChannels, long stride, long expansion)
    {
        var hidden = inChannels * expansion;
        List<ConvolutionShape> row = [ConvolutionShape.Depthwise(hidden, stride), ConvolutionShape.Pointwise(hidden, outChannels)];
        if (expansion != 1)
            row.Insert(0, ConvolutionShape.Pointwise(inChannels, hidden));

        var linear = order == BlockOrder.NormActivationConvSkip ? 0 : row.Count - 1;
        row[linear] = row[linear] with { IsLinear = true };
        return [.. row];
    }
}
