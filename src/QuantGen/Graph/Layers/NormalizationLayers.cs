using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <summary>Normalizations in float.</summary>
internal static class NormalizationLayers
{
    /// <summary>The forms.</summary>
    public static LayerForm[] Forms { get; } =
    [
        LayerForm.Of<BatchNorm>(BatchNorm),
        LayerForm.Of<InstanceNorm1d>(static (layer, x) => x.Batched(1, batch => Instance(layer, batch))),
        LayerForm.Of<InstanceNorm2d>(static (layer, x) => x.Batched(2, batch => Instance(layer, batch))),
        LayerForm.Of<InstanceNorm3d>(static (layer, x) => x.Batched(3, batch => Instance(layer, batch))),
        LayerForm.Of<GroupNorm>(static (layer, x) => NormalizationForms.ByGroup(
            x, layer.num_groups, layer.affine ? layer.weight : null, layer.affine ? layer.bias : null, layer.eps)),
        LayerForm.Of<LayerNorm>(static (layer, x) => NormalizationForms.ByLayer(
            x, layer.normalized_shape, layer.elementwise_affine ? layer.weight : null, layer.elementwise_affine ? layer.bias : null, layer.eps)),
        LayerForm.Of<LocalResponseNorm>(static (layer, x) => NormalizationForms.ByNeighbours(x, layer.size, layer.alpha, layer.beta, layer.k)),
    ];

    /// <summary>A batch normalization in evaluation: by the running statistics, if there are any.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">Its input.</param>
    public static GraphValue BatchNorm(BatchNorm layer, GraphValue input)
    {
        var (weight, bias) = Affine(layer);
        return layer is { running_mean: { } mean, running_var: { } variance }
            ? NormalizationForms.ByKnown(input, mean, variance, weight, bias, layer.eps)
            : NormalizationForms.ByBatch(input, weight, bias, layer.eps);
    }

    private static GraphValue Instance(InstanceNorm layer, GraphValue batch)
    {
        var (weight, bias) = Affine(layer);
        return layer is { track_running_stats: true, running_mean: { } mean, running_var: { } variance }
            ? NormalizationForms.ByKnown(batch, mean, variance, weight, bias, layer.eps)
            : NormalizationForms.ByInstance(batch, weight, bias, layer.eps);
    }

    private static (Tensor? Weight, Tensor? Bias) Affine(NormBase layer) => layer.affine ? (layer.weight, layer.bias) : (null, null);
}
