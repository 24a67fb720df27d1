using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <content>What is deployed, and written back into parameters.</content>
public abstract partial class PowerOfTwoLayer
{
    private const double TwoUlps = 1.0 / (1 << 22);

    /// <summary>
    /// Weight and bias as they are deployed: with the batch normalization merged into them, and quantized unless the layer is switched off.
    /// </summary>
    /// <returns>New tensors without gradients, for the caller to dispose.</returns>
    /// <exception cref="QuantizationException">The weight or the bias holds NaN or infinity.</exception>
    public (Tensor Weight, Tensor? Bias) Deployed()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var (merged, shift) = Enabled ? Quantized(MergesBatchNorm) : Merge(MergesBatchNorm);
        return (merged.detach().clone().MoveToOuterDisposeScope(), shift?.detach().clone().MoveToOuterDisposeScope());
    }

    /// <summary>
    /// Clips the weight, with the batch normalization merged into it, as <see cref="PowerOfTwoOptions.WeightClipping"/> says, quantizes it, and
    /// changes <see cref="weight"/> so that merging gives that again. TI does this at the first batch of calibration and of training, so that
    /// these start from weights on the grid.
    /// </summary>
    /// <returns>The magnitude that the weight was clipped at; null where nothing was out of range.</returns>
    /// <exception cref="QuantizationException">The weight or the bias holds NaN or infinity. Nothing has changed.</exception>
    /// <remarks>
    /// A channel whose normalization multiplies by next to nothing, g below eps, gets its weight divided by eps in place of g.
    /// </remarks>
    public float? ClipAndStore()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var (merged, shift) = Merge(MergesBatchNorm);
        var bound = ClippingBound(merged);
        if (bound is { } limit)
            merged = merged.clamp(-limit, limit);

        weight.copy_(Unmerged(new QuantizedParameters(this, merged, shift), merged));
        return bound;
    }

    /// <summary>
    /// Stores the quantized bias: in <see cref="bias"/>, or in the shift of the batch normalization where the layer has none, so that merging
    /// gives it again. TI does this at the 86th batch of training. In other modes than <see cref="BiasMode.Saturate16"/> nothing happens.
    /// </summary>
    /// <returns>Whether a bias was stored.</returns>
    /// <exception cref="QuantizationException">The weight or the bias holds NaN or infinity. Nothing has changed.</exception>
    public bool StoreBias()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var (_, quantized) = Quantized(MergesBatchNorm);
        if (quantized is null || BiasMode != BiasMode.Saturate16)
            return false;

        if (!MergesBatchNorm)
        {
            bias!.copy_(quantized);
        }
        else if (bias is not null)
        {
            var shift = quantized - (_norm!.Norm is { affine: true, bias: { } beta } ? beta : zeros_like(quantized));
            bias.copy_((shift * _norm.Inverse()) + _norm.Norm.running_mean!);
        }
        else if (_norm!.Norm is { affine: true, bias: { } beta })
        {
            beta.copy_(quantized + (_norm.Norm.running_mean! * _norm.Scale()));
        }
        else
        {
            return false;
        }

        return true;
    }

    /// <summary>Weight and bias with the batch normalization merged into them, before quantization.</summary>
    /// <returns>Tensors without gradients, which may be the layer's own.</returns>
    internal (Tensor Weight, Tensor? Bias) Merged()
    {
        using var noGradient = no_grad();
        var (merged, shift) = Merge(MergesBatchNorm);
        return (merged.detach(), shift?.detach());
    }

    /// <summary>The quantization of the layer's present state, for reports.</summary>
    internal QuantizedParameters Measure()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var (merged, shift) = Merge(MergesBatchNorm);
        return new QuantizedParameters(this, merged, shift);
    }

    // Quantizing what is stored must find the range again that it was stored with: values at the bound c may not come out above it, nor those at
    // c / 2, which may be the largest, at or below that.
    private Tensor Unmerged(QuantizedParameters parameters, Tensor merged)
    {
        var quantized = parameters.Weight(merged);
        var scale = MergesBatchNorm ? Layout.Align(_norm!.Scale(), weight) : ones_like(quantized);
        var stored = MergesBatchNorm ? quantized * Layout.Align(_norm!.Inverse(), weight) : quantized;
        var (again, levels) = ((stored * scale).abs(), quantized.abs());
        var bound = parameters.Clip(weight);
        var isAbove = levels.eq(bound).logical_and(again.gt(bound));
        var isBelow = levels.eq(bound / 2).logical_and(again.le(bound / 2));
        return where(isAbove, stored * (1 - TwoUlps), where(isBelow, stored * (1 + TwoUlps), stored));
    }

    private float? ClippingBound(Tensor merged)
    {
        if (_options.WeightClipping is not { } clipping)
            return null;

        var magnitudes = merged.abs();
        return clipping.Bound(magnitudes.max().item<float>(), magnitudes.median().item<float>());
    }
}
