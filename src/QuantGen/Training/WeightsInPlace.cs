using static TorchSharp.torch;

namespace QuantGen.Training;

/// <summary>Quantizes the weights of a twin where they are stored.</summary>
public static class WeightsInPlace
{
    /// <summary>
    /// Replaces every weight that has an enabled quantizer by what the quantizer makes of it: the twin computes what it did before, and its
    /// weights, which float checkpoints share, hold levels times scale. The counterpart of quant_weight_inplace in pytorch-quantization's
    /// optim.helper.
    /// </summary>
    /// <param name="model">A calibrated twin.</param>
    /// <returns>The names of the parameters that were replaced.</returns>
    /// <exception cref="UncalibratedQuantizerException">A weight quantizer has no range. No weight is changed.</exception>
    /// <exception cref="QuantizationException">A weight quantizer has a <c>PreQuantScale</c>, whose effect cannot be stored in the weight.
    /// No weight is changed.</exception>
    /// <remarks>
    /// Where a batch normalization is merged into a layer, what is quantized is the product w s of the weight and the normalization's scale s.
    /// The weight then becomes fq(w s) / s, so that merging it again gives the quantized values, up to the rounding of float32. Channels
    /// whose s is next to nothing keep their weight: nothing passes them. Training goes on from the quantized weights; for statistics that
    /// change s afterwards they are quantized values no longer, so freeze the normalization first (<see cref="FrozenBatchNorm"/>).
    /// </remarks>
    public static IReadOnlyList<string> Quantize(nn.Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var weights = QuantizedLayers.Weights(model).Where(static weight => weight.Quantizer.Enabled).ToList();
        if (weights.Find(static weight => weight.Quantizer.PreQuantScale is not null) is { } scaled)
            throw new QuantizationException(
                $"Quantizer '{scaled.Quantizer.FullName}' multiplies its weight by a PreQuantScale, which cannot be stored in the weight: " +
                "multiply the weight by it and set the factor to null.");

        var quantized = weights.ConvertAll(static weight => weight.Quantizer.Quantize(weight.Read(), amax: null, isPrivate: false));
        foreach (var (weight, values) in weights.Zip(quantized))
            weight.Write(values);

        var changed = weights.SelectMany(static weight => weight.Parameters).ToHashSet<object>(ReferenceEqualityComparer.Instance);
        return [.. model.named_parameters().Where(entry => changed.Contains(entry.parameter)).Select(static entry => entry.name)];
    }
}
