using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>VGG-small of any structure.</summary>
internal static class StructuredVgg
{
    private const long LastSide = 4;

    private static readonly StructureFamily Small = new("VGG-small", ActivationKind.ReLU, [SkipSpan.None], ChangesShapes: false, FloatConvolutions.None);

    public static StructuredNetwork Create(Structure structure, long classes)
    {
        var builder = new StructureBuilder(structure, Small);
        var stem = builder.Stem(new ConvolutionShape(3, 128));
        (string, Module<Tensor, Tensor>)[] features =
        [
            ("block1", builder.Plain(new ConvolutionShape(128, 128))),
            ("pool1", MaxPool2d(2, stride: 2)),
            ("block2", builder.Plain(new(128, 256), new(256, 256))),
            ("pool2", MaxPool2d(2, stride: 2)),
            ("block3", builder.Plain(new(256, 512), new(512, 512))),
            ("pool3", MaxPool2d(2, stride: 2)),
        ];
        return builder.Network("VGG-small", stem, features, channels: 512, classes, side: LastSide);
    }
}
