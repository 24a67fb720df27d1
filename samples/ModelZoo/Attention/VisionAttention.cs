using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// Multi-head self-attention with one linear layer for queries, keys and values together, whose weight has the shape of torch's
/// <c>in_proj_weight</c>. Takes N x L x width, gives as much.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class VisionAttention : Module<Tensor, Tensor>
{
    private readonly Linear in_proj;
    private readonly Linear out_proj;
    private readonly int heads;
    private readonly double scale;

    /// <summary>Makes a layer with fresh weights.</summary>
    /// <param name="width">Features of an element of the sequence.</param>
    /// <param name="heads">Heads, which share the features.</param>
    public VisionAttention(long width, long heads)
        : base(nameof(VisionAttention))
    {
        this.heads = checked((int)heads);
        scale = Math.Pow(width / heads, -0.5);
        in_proj = Linear(width, 3 * width);
        out_proj = Linear(width, width);

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var batch = x.shape[0];
        var length = x.shape[1];

        // N x L x 3 x heads x features to 3 x N x heads x L x features.
        var qkv = in_proj.call(x).reshape(batch, length, 3, heads, -1).permute(2, 0, 3, 1, 4);
        var q = qkv[0];
        var k = qkv[1];
        var v = qkv[2];

        var attention = q.mul(scale).matmul(k.transpose(-2, -1));
        attention = attention.softmax(dim: -1);
        x = attention.matmul(v).transpose(1, 2).reshape(batch, length, -1);
        return out_proj.call(x);
    }
}
