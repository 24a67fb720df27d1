using static TorchSharp.torch;

namespace QuantGen.Training;

/// <summary>A batch whose pictures are mixtures of two.</summary>
/// <param name="Inputs">The mixtures.</param>
/// <param name="Targets">The classes of the first of the two.</param>
/// <param name="OtherTargets">The classes of the second.</param>
/// <param name="Share">The share of the first, from 0 to 1.</param>
public sealed record MixedBatch(Tensor Inputs, Tensor Targets, Tensor OtherTargets, double Share)
{
    /// <summary>The loss of scores, mixed as the pictures are.</summary>
    /// <param name="scores">What the model said of <see cref="Inputs"/>: batch x classes.</param>
    /// <param name="labelSmoothing">Share of the target that is spread over all classes.</param>
    public Tensor CrossEntropy(Tensor scores, double labelSmoothing = 0)
    {
        using var first = nn.functional.cross_entropy(scores, Targets, label_smoothing: labelSmoothing);
        using var second = nn.functional.cross_entropy(scores, OtherTargets, label_smoothing: labelSmoothing);
        using var firstPart = first * Share;
        using var secondPart = second * (1 - Share);
        return firstPart + secondPart;
    }
}
