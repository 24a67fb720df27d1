using QuantGen;
using static QuantGen.Granularity;
using static TorchSharp.torch;

namespace ModelZoo;

/// <summary>
/// GoogLeNet as it is deployed, without auxiliary classifiers, with torchvision's structure and parameter names, so that torchvision's
/// weights load. Takes N x 3 x H x W with sides of 15 or more, gives N x classes.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class GoogLeNet : GoogLeNetBase<Tensor>
{
    /// <summary>Makes a network with fresh weights.</summary>
    /// <param name="classes">How many classes to tell apart.</param>
    /// <param name="dropout">Share of features that training drops before the classifier.</param>
    public GoogLeNet(long classes = 1000, double dropout = 0.2)
        : base(nameof(GoogLeNet), classes, dropout)
    {
        RegisterComponents();
        Initialization.Inception(this, deviation: 0.01);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) => ToScores(ToSecondHead(ToFirstHead(x)));
}
