using QuantGen.Modules;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <content>The float and the quantized branch.</content>
public abstract partial class PowerOfTwoLayer
{
    private readonly WeightCache _cache = new();

    /// <summary>Applies the layer by a function of weight and bias.</summary>
    private protected Tensor Run(Tensor input, Func<Tensor, Tensor?, Tensor> compute)
    {
        var output = Result(input, compute);
        return OutputRange is { } quantizer ? quantizer.call(output) : output;
    }

    private Tensor Result(Tensor input, Func<Tensor, Tensor?, Tensor> compute)
    {
        if (!Enabled)
            return Observed(Float(compute), null);

        var merges = MergesBatchNorm && MergesInto(input.dim());
        var output = (Gradient, NeedsGradient(input)) switch
        {
            (GradientForm.Quantized, true) => WithGradient(merges, compute),
            (_, true) => ValueReplacement.Apply(FloatBranch(merges, compute), Value(merges, compute)),
            _ => WithoutGradient(merges, compute),
        };
        return merges || _norm is null ? output : Observed(_norm.Call(output), null);
    }

    private bool NeedsGradient(Tensor input) => is_grad_enabled()
        && (input.requires_grad || weight.requires_grad || bias is { requires_grad: true }
            || (_norm is { Norm: { affine: true } norm } && (norm.weight.requires_grad || norm.bias is { requires_grad: true })));

    private Tensor Float(Func<Tensor, Tensor?, Tensor> compute) => FloatBranch(_norm is not null, compute);

    private Tensor FloatBranch(bool normalizes, Func<Tensor, Tensor?, Tensor> compute)
    {
        var output = compute(weight, bias);
        return normalizes ? _norm!.Call(output) : output;
    }

    private Tensor WithoutGradient(bool merges, Func<Tensor, Tensor?, Tensor> compute)
    {
        SeeBatch(merges, compute);
        return Value(merges, compute);
    }

    private Tensor WithGradient(bool merges, Func<Tensor, Tensor?, Tensor> compute)
    {
        SeeBatch(merges, compute);
        _cache.Dispose();
        var (merged, shift) = Merge(merges);
        var quantized = new QuantizedParameters(this, merged, shift);
        var output = compute(quantized.WeightWithGradient(merged), shift is null ? null : quantized.BiasWithGradient(shift));
        return merges || _norm is null ? Observed(output, quantized.BiasRounding) : output;
    }

    // The running statistics of a normalization in training mode follow its batches, as in float training.
    private void SeeBatch(bool merges, Func<Tensor, Tensor?, Tensor> compute)
    {
        if (!merges || !_norm!.Norm.training)
            return;

        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        FloatBranch(normalizes: true, compute);
    }

    private Tensor Value(bool merges, Func<Tensor, Tensor?, Tensor> compute)
    {
        var records = is_grad_enabled();
        using var noGradient = no_grad();
        if (records)
            _cache.Dispose();

        var (quantized, shift) = records ? Quantized(merges) : Kept(merges);
        var output = compute(quantized, shift);
        return merges || _norm is null ? Observed(output, Observer is null ? null : BiasRounding(merges, shift)) : output;
    }

    private (Tensor Weight, Tensor? Bias) Kept(bool merges) => _cache.Get(
        (WeightBits, merges, merges ? _norm!.Norm.eps : 0, BiasInput.Of(InputRange)),
        [weight, bias, .. merges ? _norm!.Sources : []],
        () => Quantized(merges));

    private (Tensor Weight, Tensor? Bias) Quantized(bool merges)
    {
        var (merged, shift) = Merge(merges);
        var quantized = new QuantizedParameters(this, merged, shift);
        return (quantized.Weight(merged), shift is null ? null : quantized.Bias(shift));
    }

    /// <summary>Weight and bias with the normalization merged into them if it is; differentiable.</summary>
    internal (Tensor Weight, Tensor? Bias) Merge(bool merges) => merges
        ? (weight * Layout.Align(_norm!.Scale(), weight), _norm.Bias(bias))
        : (weight, bias);

    private Tensor? BiasRounding(bool merges, Tensor? quantized)
    {
        if (quantized is null)
            return null;

        using var shift = merges ? _norm!.Bias(bias) : bias!.alias();
        return shift - quantized;
    }

    private Tensor Observed(Tensor output, Tensor? biasRounding)
    {
        Observer?.Observe(output, biasRounding);
        return output;
    }
}
