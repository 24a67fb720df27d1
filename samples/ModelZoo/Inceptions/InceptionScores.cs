using QuantGen;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>An <see cref="InceptionV3"/> where one tensor is asked for: gives the scores alone.</summary>
[Quantize(PerChannel)]
public sealed partial class InceptionScores : Module<Tensor, Tensor>
{
    private readonly InceptionV3 network;

    /// <summary>Wraps a network.</summary>
    /// <param name="network">The network, which this module registers as its own.</param>
    public InceptionScores(InceptionV3 network)
        : base(nameof(InceptionScores))
    {
        this.network = network;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var (scores, _) = network.call(x);
        return scores;
    }
}
