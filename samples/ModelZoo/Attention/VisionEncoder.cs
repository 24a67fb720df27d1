using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>The encoder of a <see cref="VisionTransformer"/>: learned positions, blocks, normalization. Takes N x L x width, gives as much.</summary>
[Quantize(PerChannel)]
public sealed partial class VisionEncoder : Module<Tensor, Tensor>
{
    private readonly Parameter pos_embedding;
    private readonly Dropout dropout;
    private readonly Sequential layers;
    private readonly LayerNorm ln;

    /// <summary>Makes an encoder with fresh weights.</summary>
    /// <param name="options">The sizes.</param>
    /// <param name="length">Squares of a picture, and one for the class token.</param>
    public VisionEncoder(VisionTransformerOptions options, long length)
        : base(nameof(VisionEncoder))
    {
        pos_embedding = Parameter(init.normal_(empty(1, length, options.Width), std: 0.02));
        dropout = Dropout(options.Dropout);
        layers = Sequential();
        for (var i = 0; i < options.Depth; i++)
            layers.append($"encoder_layer_{i}", new VisionBlock(options));
        ln = LayerNorm(options.Width, eps: 1e-6);

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) => ln.call(layers.call(dropout.call(x + pos_embedding)));
}
