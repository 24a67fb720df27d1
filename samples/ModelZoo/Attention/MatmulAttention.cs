using QuantGen;
using static QuantGen.Granularity;
using static TorchSharp.torch;

namespace ModelZoo;

/// <summary>Self-attention written out: the product of queries and keys, its softmax, and the product with the values.</summary>
[Quantize(PerChannel)]
public sealed partial class MatmulAttention : SelfAttention
{
    /// <summary>Makes a layer with fresh weights.</summary>
    /// <param name="width">Features of an element of the sequence.</param>
    /// <param name="heads">Heads, which share the features.</param>
    /// <exception cref="ArgumentException">The features cannot be divided among the heads.</exception>
    public MatmulAttention(long width, long heads)
        : base(nameof(MatmulAttention), width, heads)
    {
        RegisterComponents();
    }

    /// <inheritdoc/>
    protected override Tensor Attend(Tensor q, Tensor k, Tensor v)
    {
        var scale = 1 / Math.Sqrt(q.shape[^1]);
        var scores = matmul(q, k.transpose(-2, -1)) * scale;
        return matmul(scores.softmax(-1), v);
    }
}
