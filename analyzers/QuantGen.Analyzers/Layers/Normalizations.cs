using QuantGen.ModelReading.Layers;

namespace QuantGen.Analyzers.Layers;

/// <summary>Layers that bring channels to one scale.</summary>
internal static class Normalizations
{
    private static readonly HashSet<string> _other = new(
        ["GroupNorm", "InstanceNorm1d", "InstanceNorm2d", "InstanceNorm3d", "LayerNorm", "LocalResponseNorm"], StringComparer.Ordinal);

    /// <summary>Whether a layer is a normalization other than BatchNorm.</summary>
    public static bool IsOther(string layer) => _other.Contains(layer);

    /// <summary>Whether a step is a normalization of any kind, or something of which nobody knows whether it is one.</summary>
    public static bool IsKnownOrHidden(Step step) =>
        step.Kind == StepKind.Opaque
        || step.IsLayer(LayerKind.BatchNorm)
        || IsOther(step.Name)
        || step.Name is "batch_norm" or "group_norm" or "layer_norm" or "instance_norm";
}
