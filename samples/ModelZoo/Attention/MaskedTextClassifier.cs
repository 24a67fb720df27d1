using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// A Transformer for texts of different lengths in one batch: takes the tokens, N x L numbers of a vocabulary, and a mask, N x L, that is
/// true where there is a token and false where the text has ended; gives N x classes.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class MaskedTextClassifier : Module<Tensor, Tensor, Tensor>
{
    private readonly Embedding embedding;
    private readonly Parameter positions;
    private readonly ModuleList<MaskedEncoderBlock> blocks;
    private readonly LayerNorm norm;
    private readonly Linear classifier;

    /// <summary>Makes a network with fresh weights.</summary>
    /// <param name="vocabulary">How many tokens there are; token 0 fills up.</param>
    /// <param name="classes">How many classes to tell apart.</param>
    /// <param name="length">The longest text.</param>
    /// <param name="width">Features inside the network.</param>
    /// <param name="depth">How many blocks.</param>
    public MaskedTextClassifier(long vocabulary, long classes, long length = 64, long width = 64, int depth = 2)
        : base(nameof(MaskedTextClassifier))
    {
        embedding = Embedding(vocabulary, width, padding_idx: 0);
        positions = Parameter(randn(length, width) * 0.02);
        blocks = new ModuleList<MaskedEncoderBlock>([.. Enumerable.Range(0, depth).Select(_ => new MaskedEncoderBlock(width, heads: 4))]);
        norm = LayerNorm(width);
        classifier = Linear(width, classes);

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tokens, Tensor mask)
    {
        using var scope = NewDisposeScope();

        var x = embedding.call(tokens) + positions.narrow(0, 0, tokens.shape[1]);
        foreach (var block in blocks)
            x = block.call(x, mask);

        return classifier.call(MeanOfTokens(norm.call(x), mask)).MoveToOuterDisposeScope();
    }

    /// <summary>The mean over the tokens that there are.</summary>
    private static Tensor MeanOfTokens(Tensor x, Tensor mask)
    {
        var weights = mask.to_type(x.dtype).unsqueeze(-1);
        return (x * weights).sum(1) / weights.sum(1).clamp_min(1);
    }
}
