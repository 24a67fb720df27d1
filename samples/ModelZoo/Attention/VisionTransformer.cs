using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// The vision Transformer (Dosovitskiy et al. 2021, figure 1): a picture is cut into squares, which a Transformer encoder reads like words.
/// Takes N x 3 x H x W of one size, gives N x classes.
/// </summary>
/// <remarks>
/// As many parameters as torchvision's. Their names differ in the attention, which is made of linear layers here so that it can be
/// quantized, where torchvision's is one layer of torch.
/// </remarks>
[Quantize(PerChannel)]
public sealed partial class VisionTransformer : Module<Tensor, Tensor>
{
    private readonly VisionTransformerOptions options;
    private readonly Parameter class_token;
    private readonly Conv2d conv_proj;
    private readonly VisionEncoder encoder;
    private readonly Sequential heads;

    /// <summary>Makes a network with fresh weights.</summary>
    /// <param name="options">The sizes.</param>
    /// <exception cref="ArgumentException">The picture cannot be cut into squares of the given side.</exception>
    public VisionTransformer(VisionTransformerOptions options)
        : base(nameof(VisionTransformer))
    {
        if (options.ImageSize % options.PatchSize != 0)
            throw new ArgumentException(
                $"A picture of side {options.ImageSize} cannot be cut into squares of side {options.PatchSize}.", nameof(options));

        this.options = options;
        class_token = Parameter(zeros(1, 1, options.Width));
        conv_proj = Conv2d(3, options.Width, options.PatchSize, stride: options.PatchSize);
        encoder = new VisionEncoder(options, PatchesInRow * PatchesInRow + 1);
        heads = Sequential(("head", Linear(options.Width, options.Classes)));

        RegisterComponents();
    }

    private long PatchesInRow => options.ImageSize / options.PatchSize;

    /// <summary>ViT-B/16: squares of 16x16, 12 blocks of 12 heads, 768 features; 86.6 million parameters for pictures of 224x224.</summary>
    /// <param name="imageSize">Height and width of a picture.</param>
    /// <param name="classes">How many classes to tell apart.</param>
    public static VisionTransformer B16(long imageSize = 224, long classes = 1000) => new(new VisionTransformerOptions(imageSize, classes));

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        x = Patches(x);
        x = cat([class_token.expand(x.shape[0], -1, -1), x], dim: 1);
        x = encoder.call(x);

        // The class token has looked at all the squares.
        return heads.call(x[TensorIndex.Colon, 0]);
    }

    /// <summary>N x 3 x H x W to N x squares x width.</summary>
    private Tensor Patches(Tensor x)
    {
        if (x.shape[2] != options.ImageSize || x.shape[3] != options.ImageSize)
            throw new ArgumentException($"A picture of {x.shape[2]}x{x.shape[3]} is not of side {options.ImageSize}.", nameof(x));

        return conv_proj.call(x).reshape(x.shape[0], options.Width, PatchesInRow * PatchesInRow).permute(0, 2, 1);
    }
}
