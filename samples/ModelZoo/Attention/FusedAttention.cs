using QuantGen;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>Self-attention by torch's own operator.</summary>
[Quantize(PerChannel)]
public sealed partial class FusedAttention : SelfAttention
{
    /// <summary>Makes a layer with fresh weights.</summary>
    /// <param name="width">Features of an element of the sequence.</param>
    /// <param name="heads">Heads, which share the features.</param>
    /// <exception cref="ArgumentException">The features cannot be divided among the heads.</exception>
    public FusedAttention(long width, long heads)
        : base(nameof(FusedAttention), width, heads) => RegisterComponents();

    /// <inheritdoc/>
    protected override Tensor Attend(Tensor q, Tensor k, Tensor v) => functional.scaled_dot_product_attention(q, k, v);
}
