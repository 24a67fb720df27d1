using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>A block of a <see cref="VisionEncoder"/>: attention and a perceptron, both normalized before and beside a skip connection.</summary>
[Quantize(PerChannel)]
public sealed partial class VisionBlock : Module<Tensor, Tensor>
{
    private readonly LayerNorm ln_1;
    private readonly VisionAttention self_attention;
    private readonly Dropout dropout;
    private readonly LayerNorm ln_2;
    private readonly Sequential mlp;

    /// <summary>Makes a block with fresh weights.</summary>
    /// <param name="options">The sizes.</param>
    public VisionBlock(VisionTransformerOptions options)
        : base(nameof(VisionBlock))
    {
        var (width, hidden) = (options.Width, options.Hidden);

        ln_1 = LayerNorm(width, eps: 1e-6);
        self_attention = new VisionAttention(width, options.Heads);
        dropout = Dropout(options.Dropout);
        ln_2 = LayerNorm(width, eps: 1e-6);
        mlp = Sequential(Linear(width, hidden), GELU(), Dropout(options.Dropout), Linear(hidden, width), Dropout(options.Dropout));

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var x = dropout.call(self_attention.call(ln_1.call(input)));
        x = x + input;

        var y = mlp.call(ln_2.call(x));
        return x + y;
    }
}
