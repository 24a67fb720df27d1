using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// One layer of a Transformer encoder on torch's own MultiheadAttention, which stays in float in the twin. It normalizes after each
/// addition (Vaswani et al. 2017, figure 1). Takes L x N x width, gives as much.
/// </summary>
[Quantize]
public sealed partial class MultiheadEncoder : Module<Tensor, Tensor>
{
    private readonly long heads;
    private readonly MultiheadAttention self_attn;
    private readonly Linear linear1;
    private readonly Linear linear2;
    private readonly LayerNorm norm1;
    private readonly LayerNorm norm2;
    private readonly ReLU activation = ReLU();

    /// <summary>Makes a layer with fresh weights.</summary>
    /// <param name="width">Features of an element of the sequence.</param>
    /// <param name="heads">Heads of the attention.</param>
    /// <param name="hidden">Features between the two linear layers.</param>
    public MultiheadEncoder(long width, long heads, long hidden)
        : base(nameof(MultiheadEncoder))
    {
        this.heads = heads;
        self_attn = MultiheadAttention(width, this.heads, dropout: 0.1);
        linear1 = Linear(width, hidden);
        linear2 = Linear(hidden, width);
        norm1 = LayerNorm(width);
        norm2 = LayerNorm(width);

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var (attended, _) = self_attn.call(x, x, x, need_weights: false);
        x = norm1.call(x + attended);
        return norm2.call(x + FeedForward(x));
    }

    private Tensor FeedForward(Tensor x) => linear2.call(activation.call(linear1.call(x)));
}
