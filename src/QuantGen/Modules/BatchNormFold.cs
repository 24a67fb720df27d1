using QuantGen.Quantizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>
/// A batch normalization that has become part of the layer before it. See <see cref="QuantWeightedLayer.FoldBatchNorm"/>.
/// </summary>
/// <param name="norm">The normalization, owned by the model.</param>
/// <param name="merge">Whether it is merged into the weight that is quantized, or only called.</param>
/// <param name="vectorize">Whether training uses <see cref="VectorizedBatchNorm"/>.</param>
internal sealed class BatchNormFold(BatchNorm norm, bool merge, bool vectorize)
{
    private (Tensor Weight, Tensor Bias)? _kept;

    /// <summary>The normalization.</summary>
    public BatchNorm Norm => norm;

    /// <summary>Whether the normalization is merged into the weight, wherever the input allows it.</summary>
    public bool Merges => merge && norm.running_mean is not null && norm.running_var is not null;

    /// <summary>Whether the normalization stays in evaluation mode, whatever mode the model is put into.</summary>
    public bool IsFrozen { get; set; }

    /// <summary>
    /// Whether weight and bias are merged at the first call in evaluation only, and kept: while parameters and statistics stay as they are and weights
    /// pass unquantized, without gradients.
    /// </summary>
    public bool KeepsMerged
    {
        get;
        set
        {
            field = value;
            _kept?.Weight.Dispose();
            _kept?.Bias.Dispose();
            _kept = null;
        }
    }

    /// <summary>Applies layer and normalization to a quantized input.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">Its input.</param>
    /// <param name="inputQuantizer">What quantized it.</param>
    /// <param name="compute">Applies the layer to the input with a given weight and bias.</param>
    public Tensor Apply(QuantWeightedLayer layer, Tensor input, TensorQuantizer inputQuantizer, Func<Tensor, Tensor?, Tensor> compute)
    {
        if (IsFrozen && norm.training)
            norm.eval();
        if (Merges && layer.MergesInto(input.dim()))
            return norm.training ? Normalize(compute(WeightForTraining(layer), layer.bias)) : Merged(layer, inputQuantizer, compute);

        var (weight, bias) = layer.Own(inputQuantizer);
        return Normalize(compute(weight, bias));
    }

    /// <summary>The weight with the normalization merged into it.</summary>
    public Tensor MergedWeight(QuantWeightedLayer layer) => layer.weight * layer.Align(Scale());

    /// <summary>The bias with the normalization merged into it.</summary>
    public Tensor MergedBias(QuantWeightedLayer layer) => MergedBias(layer, Scale());

    /// <summary>
    /// Changes the weight so that it is the given one when the normalization is merged into it, up to rounding. Channels whose scale is next
    /// to nothing keep theirs.
    /// </summary>
    public void SetMergedWeight(QuantWeightedLayer layer, Tensor merged)
    {
        var scale = layer.Align(Scale());
        layer.weight.copy_(where(scale.abs().le(IntegerGrid.ZeroRange), layer.weight, merged / scale));
    }

    private Tensor Normalize(Tensor output) => vectorize ? VectorizedBatchNorm.Call(norm, output) : norm.call(output);

    private Tensor Merged(QuantWeightedLayer layer, TensorQuantizer inputQuantizer, Func<Tensor, Tensor?, Tensor> compute)
    {
        if (_kept is { } kept && !layer.WeightQuantizer.CalibrationEnabled)
            return compute(kept.Weight, kept.Bias);

        Tensor?[] sources = [layer.weight, layer.bias, norm.running_mean, norm.running_var, norm.weight, norm.bias];
        var deployed = DeployedBias.Of(layer, inputQuantizer, norm.running_mean);
        var (weight, bias) = layer.Weights.Get(
            layer.WeightQuantizer, (norm.eps, deployed?.Settings), [.. sources, .. deployed?.Sources ?? []], () => Merge(layer, deployed));
        if (KeepsMerged && _kept is null)
            _kept = (weight.DetachFromDisposeScope(), bias!.DetachFromDisposeScope());

        return compute(weight, bias);
    }

    private (Tensor Weight, Tensor? Bias) Merge(QuantWeightedLayer layer, DeployedBias? deployed)
    {
        var scale = Scale();
        var weight = layer.WeightQuantizer.Pass(layer.weight * layer.Align(scale), isPrivate: true);
        var bias = MergedBias(layer, scale);
        return (weight, deployed is null ? bias : deployed.Round(bias));
    }

    private Tensor MergedBias(QuantWeightedLayer layer, Tensor scale)
    {
        var mean = norm.running_mean!;
        var shift = (layer.bias is null ? mean.neg() : layer.bias - mean) * scale;
        return norm.bias is null ? shift : norm.bias + shift;
    }

    private Tensor WeightForTraining(QuantWeightedLayer layer)
    {
        layer.Weights.Dispose();
        var quantizer = layer.WeightQuantizer;
        if (layer.OutputAxis == 0
            && quantizer.FixedRange is { } amax
            && quantizer.Descriptor.Format.IsSymmetric
            && DividedRange.Of(norm, amax, layer.weight) is { } ranges
            && quantizer.TryPassRows(layer.weight, ranges) is { } quantized)
        {
            return quantized;
        }

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
