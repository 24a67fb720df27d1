using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>A layer of a Transformer encoder whose attention passes over what a mask excludes: takes N x L x width and the mask, N x L.</summary>
[Quantize(PerChannel)]
public sealed partial class MaskedEncoderBlock : Module<Tensor, Tensor, Tensor>
{
    private readonly long heads;
    private readonly LayerNorm norm1, norm2;
    private readonly Linear qkv;
    private readonly Linear proj;
    private readonly Linear expand;
    private readonly Linear contract;

    /// <summary>Makes a layer with fresh weights.</summary>
    /// <param name="width">Features of an element of the sequence.</param>
    /// <param name="heads">Heads of the attention.</param>
    public MaskedEncoderBlock(long width, long heads)
        : base(nameof(MaskedEncoderBlock))
    {
        this.heads = heads;
        norm1 = LayerNorm(width);
        qkv = Linear(width, 3 * width, hasBias: false);
        proj = Linear(width, width);
        norm2 = LayerNorm(width);
        expand = Linear(width, 2 * width);
        contract = Linear(2 * width, width);

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x, Tensor mask)
    {
        x = x + proj.call(Attend(norm1.call(x), mask));
        return x + contract.call(functional.gelu(expand.call(norm2.call(x))));
    }

    private Tensor Attend(Tensor x, Tensor mask)
    {
        var (batch, length, width) = (x.shape[0], x.shape[1], x.shape[2]);
        var parts = qkv.call(x).chunk(3, dim: -1);

        var (q, k, v) = (Fold(parts[0]), Fold(parts[1]), Fold(parts[2]));
        var scores = bmm(q, k.transpose(1, 2)) / Math.Sqrt(width / heads);

        // One row of the mask for each head, and the same for each query.
        var excluded = mask.logical_not().repeat_interleave(heads, dim: 0).unsqueeze(1);
        var weights = functional.softmax(scores.masked_fill(excluded, float.NegativeInfinity), dim: -1);
        return weights.bmm(v).view(batch, heads, length, -1).permute(0, 2, 1, 3).reshape(batch, length, width);

        Tensor Fold(Tensor part) => part.view(batch, length, heads, -1).permute(0, 2, 1, 3).reshape(batch * heads, length, -1);
    }
}
