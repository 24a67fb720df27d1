using QuantGen.ModelReading.Layers;

namespace QuantGen.Analyzers.Layers;

/// <summary>Products of a tensor and a gate.</summary>
internal static class Gates
{
    // A gate is a pool, two small layers and what lies around them.
    private const int LongestGate = 16;

    /// <summary>Whether one factor is a sigmoid of an average of what the other factor is.</summary>
    public static bool IsSqueezeExcite(Step step) =>
        step is { Kind: StepKind.Product, Inputs: [var left, var right] } && (IsGateOf(left, right) || IsGateOf(right, left));

    private static bool IsGateOf(Step gate, Step value)
    {
        var step = gate;
        for (var length = 0; length < LongestGate && step.Inputs is [var input, ..]; length++)
        {
            if (length == 0 && Activations.LayerOf(step.Name) is not ("Sigmoid" or "Hardsigmoid"))
                return false;
            if (IsAverage(step))
                return input == value;

            step = input;
        }

        return false;
    }

    /// <summary>Whether a step averages over the image, or over windows of it.</summary>
    public static bool IsAverage(Step step) =>
        step.IsLayer(LayerKind.AveragePool)
        || step is { Kind: StepKind.Operation, Name: "adaptive_avg_pool2d" or "adaptive_avg_pool1d" or "avg_pool2d" or "mean" };
}
