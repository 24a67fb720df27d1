using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>A tagger of texts: embedding, a GRU in both directions, a linear layer on each state. Takes N x L tokens, gives N x L x tags.</summary>
/// <param name="vocabulary">How many tokens there are.</param>
/// <param name="tags">How many tags to tell apart.</param>
/// <param name="hidden">Features of a state, in each direction.</param>
[Quantize]
public sealed partial class GruTagger(long vocabulary, long tags, long hidden) : Module<Tensor, Tensor>(nameof(GruTagger))
{
    private const long Width = 32;
    private const int Directions = 2;

    private readonly Embedding embedding = Embedding(vocabulary, Width);
    private readonly GRU gru = GRU(Width, hidden, batchFirst: true, bidirectional: true);
    private readonly Linear tagger = Linear(Directions * hidden, tags);

    /// <summary>Makes a network with fresh weights.</summary>
    /// <param name="vocabulary">How many tokens there are.</param>
    /// <param name="tags">How many tags to tell apart.</param>
    /// <param name="hidden">Features of a state, in each direction.</param>
    public static GruTagger Create(long vocabulary, long tags, long hidden = 32)
    {
        var model = new GruTagger(vocabulary, tags, hidden);
        model.RegisterComponents();
        return model;
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tokens) => tagger.call(gru.call(embedding.call(tokens)).Item1);
}
