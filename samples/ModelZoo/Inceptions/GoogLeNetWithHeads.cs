using QuantGen;
using static QuantGen.Granularity;
using static TorchSharp.torch;

namespace ModelZoo;

/// <summary>
/// GoogLeNet as it is trained from the beginning: in training it gives the scores of its two auxiliary classifiers too, whose losses count
/// 0.3 each in the paper. Takes N x 3 x H x W, gives N x classes each.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class GoogLeNetWithHeads : GoogLeNetBase<(Tensor Scores, Tensor? First, Tensor? Second)>
{
    private readonly GoogLeNetHead aux1;
    private readonly GoogLeNetHead aux2;

    /// <summary>Makes a network with fresh weights.</summary>
    /// <param name="classes">How many classes to tell apart.</param>
    /// <param name="dropout">Share of features that training drops before the classifier.</param>
    public GoogLeNetWithHeads(long classes = 1000, double dropout = 0.2)
        : base(nameof(GoogLeNetWithHeads), classes, dropout)
    {
        aux1 = new GoogLeNetHead(512, classes);
        aux2 = new GoogLeNetHead(528, classes);

        RegisterComponents();
        Initialization.Inception(this, deviation: 0.01);
    }

    /// <inheritdoc/>
    public override (Tensor Scores, Tensor? First, Tensor? Second) forward(Tensor x)
    {
        x = ToFirstHead(x);
        var first = training ? aux1.call(x) : null;

        x = ToSecondHead(x);
        var second = training ? aux2.call(x) : null;

        return (ToScores(x), first, second);
    }
}
