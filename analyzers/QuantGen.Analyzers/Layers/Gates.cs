using System.Collections.Immutable;
using QuantGen.ModelReading.Layers;

namespace QuantGen.Analyzers.Layers;

/// <summary>Products of a tensor and a gate that is made from it.</summary>
internal static class Gates
{
    // A gate is a pool, two small layers and what lies around them.
    private const int LongestGate = 16;

    /// <summary>Whether one factor is computed by layers from an average of the other.</summary>
    public static bool IsSqueezeExcite(Step step) =>
        step is { Kind: StepKind.Product, Inputs: [var left, var right] } && (IsGateOf(left, right) || IsGateOf(right, left));

    /// <summary>Whether a step averages over the image, or over windows of it.</summary>
    public static bool IsAverage(Step step) =>
        step.IsLayer(LayerKind.AveragePool)
        || step is { Kind: StepKind.Operation, Name: "adaptive_avg_pool2d" or "adaptive_avg_pool1d" or "avg_pool2d" or "mean" };

    private static bool IsGateOf(Step gate, Step value)
    {
        var hasLayer = false;
        var step = gate;
        for (var length = 0; length < LongestGate && step.Inputs is [var input, ..]; length++)
        {
            if (IsAverage(step))
                return hasLayer && LayerGraph.Before(step).Intersect(SourcesOf(value)).Any();

            hasLayer |= step.IsWeighted || step.Kind == StepKind.Opaque;
            step = input;
        }

        return false;
    }

    private static ImmutableArray<Step> SourcesOf(Step value) => value.Kind == StepKind.Merge ? LayerGraph.Before(value) : [value];
}
