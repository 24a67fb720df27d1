using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>Values z = (x - shift) / scale, with statistics that are constants for the gradient.</summary>
/// <param name="Values">The values.</param>
/// <param name="Shift">What was subtracted, broadcastable to the values; null for nothing.</param>
/// <param name="Scale">What they were divided by, likewise; null for 1.</param>
internal sealed record Normalized(Tensor Values, Tensor? Shift, Tensor? Scale)
{
    /// <summary>
    /// A weight normalized in each group. The deviation is the unbiased one.
    /// </summary>
    /// <param name="weight">The weight.</param>
    /// <param name="kind">What is done.</param>
    /// <param name="groups">Which values share statistics.</param>
    /// <param name="epsilon">What is added to the deviation.</param>
    public static Normalized Weight(Tensor weight, LowBitNormalization kind, ChannelGroups groups, double epsilon)
    {
        var (shift, scale) = ((Tensor?)null, (Tensor?)null);
        using (no_grad())
        {
            var split = groups.Split(weight);
            if (kind is LowBitNormalization.Mean or LowBitNormalization.MeanAndDeviation)
                shift = groups.Spread(split.mean([1]), weight);
            if (kind is LowBitNormalization.Deviation or LowBitNormalization.MeanAndDeviation)
                scale = groups.Spread(Widened(split.std(1), epsilon), weight);
        }

        return Of(weight, shift, scale);
    }

    /// <summary>An activation divided by the mean or the deviation of each sample.</summary>
    /// <param name="input">The activation, (N, ...).</param>
    /// <param name="kind">Which of the two.</param>
    /// <param name="epsilon">What is added to it.</param>
    public static Normalized Activation(Tensor input, LowBitNormalization kind, double epsilon)
    {
        Tensor scale;
        using (no_grad())
        {
            var samples = input.reshape(input.shape[0], -1);
            var statistic = kind == LowBitNormalization.Mean ? samples.mean([1]) : samples.std(1);
            var broad = new long[input.dim()];
            Array.Fill(broad, 1);
            broad[0] = input.shape[0];
            scale = Widened(statistic, epsilon).reshape(broad);
        }

        return Of(input, null, scale);
    }

    /// <summary>Quantized values in the place of the original ones.</summary>
    public Tensor Restore(Tensor values)
    {
        var scaled = Scale is null ? values : values * Scale;
        return Shift is null ? scaled : scaled + Shift;
    }

    private static Normalized Of(Tensor values, Tensor? shift, Tensor? scale)
    {
        var centered = shift is null ? values : values - shift;
        return new Normalized(scale is null ? centered : centered / scale, shift, scale);
    }

    // Values that are all equal stay zero.
    private static Tensor Widened(Tensor statistic, double epsilon) =>
        epsilon == 0 ? where(statistic.gt(0), statistic, statistic.new_full([], 1)) : statistic + epsilon;
}
