using QuantGen.Quantizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>
/// A batch normalization that has become part of the layer before it. See <see cref="QuantWeightedLayer.FoldBatchNorm"/>.
/// </summary>
/// <param name="norm">The normalization, owned by the model.</param>
/// <param name="merge">Whether it is merged into the weight that is quantized, or only called.</param>
internal sealed class BatchNormFold(BatchNorm norm, bool merge)
{
    /// <summary>The normalization.</summary>
    public BatchNorm Norm => norm;

    /// <summary>Whether the normalization is merged into the weight, wherever the input allows it.</summary>
    public bool Merges => merge && norm.running_mean is not null && norm.running_var is not null;

    /// <summary>Applies layer and normalization to a quantized input.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">Its input.</param>
    /// <param name="compute">Applies the layer to the input with a given weight and bias.</param>
    public Tensor Apply(QuantWeightedLayer layer, Tensor input, Func<Tensor, Tensor?, Tensor> compute)
    {
        if (!Merges || !layer.MergesInto(input))
            return norm.call(compute(layer.WeightQuantizer.Pass(layer.weight, isPrivate: true), layer.bias));

        return norm.training ? norm.call(compute(WeightForTraining(layer), layer.bias)) : Merged(layer, compute);
    }

    /// <summary>The weight with the normalization merged into it.</summary>
    public Tensor MergedWeight(QuantWeightedLayer layer) => layer.weight * layer.Align(Scale());

    private Tensor Merged(QuantWeightedLayer layer, Func<Tensor, Tensor?, Tensor> compute)
    {
        var (mean, scale) = (norm.running_mean!, Scale());
        var shift = (layer.bias is null ? mean.neg() : layer.bias - mean) * scale;
        var weight = layer.WeightQuantizer.Pass(layer.weight * layer.Align(scale), isPrivate: true);
        return compute(weight, norm.bias is null ? shift : norm.bias + shift);
    }

    private Tensor WeightForTraining(QuantWeightedLayer layer)
    {
        Tensor aligned;
        using (no_grad())
        {
            // Of a channel whose scale is next to nothing no weight could be had back.
            var scale = Scale();
            aligned = layer.Align(where(scale.abs().le(IntegerGrid.ZeroRange), scale.new_ones(1), scale));
        }

        return layer.WeightQuantizer.PassScaled(layer.weight, aligned, isPrivate: true);
    }

    private Tensor Scale()
    {
        var deviation = (norm.running_var! + norm.eps).sqrt();
        return norm.affine ? norm.weight / deviation : deviation.reciprocal();
    }
}
