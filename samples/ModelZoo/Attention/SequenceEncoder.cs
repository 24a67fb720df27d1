using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// A small Transformer encoder for sequences of numbers: takes N x L x features, gives N x classes. Positions are told apart by fixed sines
/// (Vaswani et al. 2017, section 3.5), kept as a buffer.
/// </summary>
[Quantize]
public sealed partial class SequenceEncoder : Module<Tensor, Tensor>
{
    private readonly Linear embed;
    private readonly Tensor positions;
    private readonly ModuleList<Module<Tensor, Tensor>> blocks;
    private readonly LayerNorm norm;
    private readonly Linear head;

    /// <summary>Makes a network with fresh weights.</summary>
    /// <param name="options">The sizes.</param>
    /// <param name="block">Makes a block from the width, the heads and the hidden features.</param>
    public SequenceEncoder(EncoderOptions options, Func<long, long, long, Module<Tensor, Tensor>> block)
        : base(nameof(SequenceEncoder))
    {
        embed = Linear(options.Features, options.Width);
        positions = Sines(options.Length, options.Width);
        blocks = new ModuleList<Module<Tensor, Tensor>>();
        for (var i = 0; i < options.Depth; i++)
            blocks.Add(block(options.Width, options.Heads, options.Hidden));
        norm = LayerNorm(options.Width);
        head = Linear(options.Width, options.Classes);

        register_buffer(nameof(positions), positions);
        RegisterComponents();
    }

    /// <summary>An encoder of which the attention is written out as products.</summary>
    /// <param name="options">The sizes.</param>
    public static SequenceEncoder WithMatmul(EncoderOptions options) =>
        new(options, static (width, heads, hidden) =>
            new EncoderBlock<MatmulAttention>(new MatmulAttention(width, heads), width, hidden));

    /// <summary>An encoder of which the attention is torch's own operator.</summary>
    /// <param name="options">The sizes.</param>
    public static SequenceEncoder WithFusedAttention(EncoderOptions options) =>
        new(options, static (width, heads, hidden) =>
            new EncoderBlock<FusedAttention>(new FusedAttention(width, heads), width, hidden));

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        x = embed.call(x) + positions[TensorIndex.Slice(stop: x.shape[1])];
        for (var i = 0; i < blocks.Count; i++)
            x = blocks[i].call(x);

        return head.call(norm.call(x).mean([1]));
    }

    private static Tensor Sines(long length, long width)
    {
        using var scope = NewDisposeScope();
        var position = arange(length, dtype: ScalarType.Float32).unsqueeze(1);
        var rate = exp(arange(0, width, 2, dtype: ScalarType.Float32) * (-Math.Log(10_000) / width));
        return stack([sin(position * rate), cos(position * rate)], dim: -1).flatten(start_dim: 1).MoveToOuterDisposeScope();
    }
}
