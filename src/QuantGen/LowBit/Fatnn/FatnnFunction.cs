using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>
/// Levels of learned thresholds. With slopes a_i = |alpha_i|, half range: t_0 = 0, t_(i+1) = t_i + 1/a_i, z_i = (x - t_i) a_i and
/// y = sum of round(clamp(z_i, 0, 1)). Full range, three levels: y = round(clamp(a_0 x, -1, 0)) + round(clamp(a_1 x, 0, 1)).
/// </summary>
/// <remarks>
/// Rounding has the gradient of the identity, clamping that of its inside, both ends included: dx = g sum of m_i a_i, da_i = sum of
/// g m_i (x - t_i), plus, half range, what a_i moves of later steps: sum over j above i of g m_j a_j / a_i^2.
/// </remarks>
internal sealed class FatnnFunction : LowBitFunction<FatnnFunction, FatnnRange>
{
    /// <inheritdoc/>
    protected override Tensor Compute(FatnnRange settings, Tensor[] tensors) =>
        FatnnPass.TryCreate(settings, tensors) is { } pass ? pass.Quantize() : ComposedLevels(settings, tensors);

    /// <inheritdoc/>
    protected override Tensor?[] Gradients(Tensor gradient, FatnnRange settings, Tensor[] tensors)
    {
        // A gradient that is to be differentiated again must be of torch operators.
        var isPlain = !settings.InsideShare && gradient.dtype == ScalarType.Float32 && !is_grad_enabled();
        return isPlain && FatnnPass.TryCreate(settings, tensors) is { } pass ? pass.Gradients(gradient) : ComposedGradients(gradient, settings, tensors);
    }

    /// <summary>The levels, composed of torch operators.</summary>
    internal static Tensor ComposedLevels(FatnnRange settings, Tensor[] tensors)
    {
        var values = settings.Groups.Split(tensors[0]);
        var levels = values.new_zeros(Array.Empty<long>());
        foreach (var step in Steps(settings, values, tensors))
            levels = levels + step.Scaled.clamp(step.Low, step.Low + 1).round();

        return settings.Groups.Join(levels, tensors[0]);
    }

    /// <summary>The gradients, composed of torch operators.</summary>
    internal static Tensor[] ComposedGradients(Tensor gradient, FatnnRange settings, Tensor[] tensors)
    {
        var values = settings.Groups.Split(tensors[0]);
        var arriving = settings.Groups.Split(gradient);
        var steps = Steps(settings, values, tensors);
        var ofSlopes = new Tensor[steps.Count];
        var ofValues = values.new_zeros(Array.Empty<long>());
        Tensor? later = null;
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            var (scaled, low, slope, threshold) = steps[i];
            var inside = scaled.ge(low).logical_and(scaled.le(low + 1));
            var passed = where(inside, settings.InsideShare ? arriving * ShareFactor(inside, settings.Truncates) : arriving, zeros_like(arriving));
            var contribution = passed * slope;
            ofValues = ofValues + contribution;

            ofSlopes[i] = settings.Groups.Sum(passed * (threshold is null ? values : values - threshold));
            if (later is not null && settings.HalfRange)
                ofSlopes[i] = ofSlopes[i] + (later / tensors[i + 1].abs().clamp_min(FatnnSteps.LeastSlope).square().reshape(later.shape));

            var moved = settings.Groups.Sum(contribution);
            later = later is null ? moved : later + moved;
        }

        return
        [
            settings.Groups.Join(ofValues, tensors[0]),
            .. ofSlopes.Select((slope, i) => (slope.reshape(tensors[i + 1].shape) * tensors[i + 1].sign()).to(tensors[i + 1].dtype)),
        ];
    }

    private static List<Step> Steps(FatnnRange settings, Tensor values, Tensor[] tensors)
    {
        var steps = new List<Step>();
        Tensor? threshold = null;
        foreach (var alpha in tensors.Skip(1))
        {
            var slope = settings.Groups.Along(alpha.abs().clamp_min(FatnnSteps.LeastSlope));
            var scaled = (threshold is null ? values : values - threshold) * slope;
            steps.Add(new Step(scaled, settings.HalfRange || steps.Count == 1 ? 0 : -1, slope, threshold));
            if (settings.HalfRange)
                threshold = threshold is null ? slope.reciprocal() : threshold + slope.reciprocal();
        }

        return steps;
    }

    private static Tensor ShareFactor(Tensor inside, bool truncates)
    {
        var factor = inside.sum().to(ScalarType.Float64).reciprocal().mul(inside.numel()).sqrt();
        var isOne = truncates ? factor.isinf().logical_or(factor.lt(2)) : factor.isinf();
        return where(isOne, ones_like(factor), factor).to(ScalarType.Float32);
    }

    private sealed record Step(Tensor Scaled, int Low, Tensor Slope, Tensor? Threshold);
}
