using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using QuantGen.Quantizers;

namespace QuantGen.Calibration;

/// <summary>The squared quantization error of a histogram as a function of the range. See <see cref="RangeSearch.Mse"/>.</summary>
/// <remarks>
/// Quantized centres are float32 as in the fake quantization itself; errors are squared and summed in double, in a fixed order of eight
/// lanes, so that the choice does not depend on the width of the processor's vectors.
/// </remarks>
internal sealed class MseSearch
{
    private readonly IntegerGrid? _grid;
    private readonly float[] _candidates;

    // The centres and counts of the bins that hold something, padded with empty ones to whole vectors.
    private readonly float[] _centers;
    private readonly double[] _counts;

    /// <summary>The error of integers, always of the narrow range.</summary>
    public MseSearch(Histogram histogram, int bits, bool isUnsigned)
        : this(histogram, NumberFormat.Integer(bits, isUnsigned))
    {
    }

    /// <summary>The error of a format's numbers; of integers, always with the narrow range.</summary>
    public MseSearch(Histogram histogram, NumberFormat format)
    {
        _grid = format.IsInteger ? IntegerGrid.Of(format.Bits, format.Unsigned, narrowRange: true) : null;
        _candidates = histogram.Centers();
        var occupied = Enumerable.Range(0, histogram.Bins).Where(bin => histogram.Counts[bin] > 0).ToArray();
        var padded = (occupied.Length + Vector256<float>.Count - 1) / Vector256<float>.Count * Vector256<float>.Count;
        _centers = new float[padded];
        _counts = new double[padded];
        for (var i = 0; i < occupied.Length; i++)
        {
            _centers[i] = _candidates[occupied[i]];
            _counts[i] = histogram.Counts[occupied[i]];
        }
    }

    /// <summary>The range of least loss among the centres of the bins start, start + stride, ...</summary>
    public float Best(int start, int stride)
    {
        var best = 0f;
        var least = double.PositiveInfinity;
        for (var bin = start; bin < _candidates.Length; bin += stride)
        {
            // Bins may begin below zero when numpy's rule widened an empty range; no range is negative.
            if (_candidates[bin] < 0)
                continue;

            var loss = Loss(_candidates[bin]);
            if (loss < least)
                (best, least) = (_candidates[bin], loss);
        }

        return best;
    }

    /// <summary>The sum over bins of count * (quantized centre - centre)^2 with this amax.</summary>
    public double Loss(float amax)
    {
        if (_grid is not { } grid)
            return LossScalar(amax);

        var (factor, divisor) = grid.Scale(amax);
        var factors = Vector256.Create(factor);
        var divisors = Vector256.Create(divisor);
        var bounds = Vector256.Create(grid.Upper);
        var centers = MemoryMarshal.Cast<float, Vector256<float>>(_centers);
        var counts = MemoryMarshal.Cast<double, Vector256<double>>(_counts);
        var lowerSum = Vector256<double>.Zero;
        var upperSum = Vector256<double>.Zero;
        for (var i = 0; i < centers.Length; i++)
        {
            // Centres are not negative, so the lower bound of the levels never acts.
            var levels = Vector256.Min(Vector256.Round(centers[i] * factors), bounds);
            var (lower, upper) = Vector256.Widen((levels / divisors) - centers[i]);
            lowerSum += counts[2 * i] * (lower * lower);
            upperSum += counts[(2 * i) + 1] * (upper * upper);
        }

        var loss = 0.0;
        for (var lane = 0; lane < Vector256<double>.Count; lane++)
            loss += lowerSum[lane] + upperSum[lane];

        return loss;
    }

    /// <summary>The scalar form of <see cref="Loss"/>; it sums in another order, so the last bits may differ. The only form for numbers that are no integers.</summary>
    public double LossScalar(float amax)
    {
        var sum = 0.0;
        for (var i = 0; i < _centers.Length; i++)
        {
            double error = Quantized(_centers[i], amax) - _centers[i];
            sum += _counts[i] * (error * error);
        }

        return sum;
    }

    private float Quantized(float center, float amax)
    {
        if (_grid is not { } grid)
            return E4M3Numbers.Quantized(center, amax);

        var (factor, divisor) = grid.Scale(amax);
        return Math.Min(MathF.Round(center * factor, MidpointRounding.ToEven), grid.Upper) / divisor;
    }
}
