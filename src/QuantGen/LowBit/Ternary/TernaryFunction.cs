using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>
/// With d = t max|w| of each group: y = p where w &gt; d, -n where w &lt; -d, else 0. dw = g times p, n and 1 in the same places; dp = sum of g over
/// the first, dn = minus the sum of g over the second.
/// </summary>
/// <remarks>Zhu et al., Trained Ternary Quantization, ICLR 2017, equations 6 to 9.</remarks>
internal sealed class TernaryFunction : LowBitFunction<TernaryFunction, TernaryRange>
{
    /// <summary>Where weights, split into groups, are above and below the zero level.</summary>
    public static (Tensor Positive, Tensor Negative) Signs(TernaryRange settings, Tensor weights)
    {
        var bound = weights.abs().amax([-1], keepdim: true) * settings.ZeroShare;
        return (weights.gt(bound), weights.lt(bound.neg()));
    }

    /// <inheritdoc/>
    protected override Tensor Compute(TernaryRange settings, Tensor[] tensors)
    {
        var weights = settings.Groups.Split(tensors[0]);
        var (positive, negative) = Signs(settings, weights);
        var zero = where(weights.isnan(), weights, zeros_like(weights));
        var values = where(positive, settings.Groups.Along(tensors[1]), where(negative, settings.Groups.Along(tensors[2]).neg(), zero));
        return settings.Groups.Join(values, tensors[0]);
    }

    /// <inheritdoc/>
    protected override Tensor?[] Gradients(Tensor gradient, TernaryRange settings, Tensor[] tensors)
    {
        var (weights, arriving) = (settings.Groups.Split(tensors[0]), settings.Groups.Split(gradient));
        var (positive, negative) = Signs(settings, weights);
        var factors = where(positive, settings.Groups.Along(tensors[1]), where(negative, settings.Groups.Along(tensors[2]), ones_like(weights)));
        var none = zeros_like(arriving);
        return
        [
            settings.Groups.Join(arriving * factors, tensors[0]),
            settings.Groups.Sum(where(positive, arriving, none)).reshape(tensors[1].shape),
            settings.Groups.Sum(where(negative, arriving, none)).neg().reshape(tensors[2].shape),
        ];
    }
}
