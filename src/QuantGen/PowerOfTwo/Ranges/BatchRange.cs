using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>The range of the values of one tensor.</summary>
internal static class BatchRange
{
    /// <summary>
    /// The lowest and highest value of a tensor; with a tail, what is left when less than that part of the values is cut off at each end, to
    /// 1/255 of the range. Images larger than 4 by 4 are then looked at in every second row and column.
    /// </summary>
    /// <param name="values">A tensor of floating-point numbers of any device, not empty.</param>
    /// <param name="tail">The part that is cut off at each end, in percent.</param>
    /// <param name="key">Decides with which row and column looking begins: <see cref="Subsample.Key"/>.</param>
    /// <exception cref="QuantizationException">A value that is looked at is NaN or infinite.</exception>
    public static (float Low, float High) Of(Tensor values, double tail, ulong key)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        if (values.device_type != DeviceType.CPU)
            return RangeOperators.Of(values.detach(), tail, key);

        using var sample = SampledValues.Of(values.detach(), thin: tail > 0, key);
        if (!sample.IsFinite)
            throw FixedPointErrors.NotFinite();

        var (low, high) = sample.Extremes;
        if (!CutsOff(sample.Length, low, high, tail))
            return (low, high);

        var histogram = new TailHistogram(low, high, tail, sample.Length);
        for (var piece = 0; piece < sample.Pieces; piece++)
            histogram.Add(sample[piece]);

        return histogram.Range();
    }

    /// <summary>Whether a tail can hold a value, of which there is one at each end, and the values have bins.</summary>
    /// <param name="total">How many values there are.</param>
    /// <param name="low">The lowest one.</param>
    /// <param name="high">The highest one.</param>
    /// <param name="tail">The tail in percent.</param>
    public static bool CutsOff(long total, float low, float high, double tail)
    {
        var width = high - low;
        return tail * total > 100 && width > 0 && float.IsFinite(width * (TailClipping.Bins - 1));
    }
}
