using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>A classifier of texts: embedding, two layers of LSTM, and a linear layer on the last state. Takes N x L tokens, gives N x classes.</summary>
[Quantize(PerChannel)]
public sealed partial class LstmClassifier : Module<Tensor, Tensor>
{
    private readonly Embedding embedding;
    private readonly LSTM lstm;
    private readonly Dropout dropout;
    private readonly Linear fc;

    /// <summary>Makes a network with fresh weights.</summary>
    /// <param name="vocabulary">How many tokens there are; token 0 fills up.</param>
    /// <param name="classes">How many classes to tell apart.</param>
    /// <param name="width">Features of a token.</param>
    /// <param name="hidden">Features of a state.</param>
    public LstmClassifier(long vocabulary, long classes, long width = 32, long hidden = 64)
        : base(nameof(LstmClassifier))
    {
        embedding = Embedding(vocabulary, width, padding_idx: 0);
        lstm = LSTM(width, hidden, numLayers: 2, batchFirst: true, dropout: 0.2);
        dropout = Dropout(0.3);
        fc = Linear(hidden, classes);

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tokens)
    {
        var (_, hidden, _) = lstm.call(embedding.call(tokens));
        return fc.call(dropout.call(hidden[-1]));
    }
}
