using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>
/// The range of a tensor composed of torch's operators, for other devices than the CPU: two small reads instead of a copy of the tensor. Equal to
/// what the kernels find.
/// </summary>
internal static class RangeOperators
{
    /// <inheritdoc cref="BatchRange.Of"/>
    public static (float Low, float High) Of(Tensor values, double tail, ulong key)
    {
        using var scope = NewDisposeScope();
        var seen = values;
        if (tail > 0 && Subsample.Applies(values))
        {
            var (row, column) = Subsample.Start(key);
            seen = Subsample.Of(values, row, column);
        }

        seen = seen.to(ScalarType.Float32);
        var (minimum, maximum) = (seen.min(), seen.max());
        var extremes = stack([minimum, maximum]).to(CPU).data<float>();
        var (low, high) = (extremes[0], extremes[1]);
        if (!float.IsFinite(low) || !float.IsFinite(high))
            throw FixedPointErrors.NotFinite();
        if (!BatchRange.CutsOff(seen.numel(), low, high, tail))
            return (low, high);

        var bins = ((seen - minimum) * (TailClipping.Bins - 1) / (maximum - minimum)).round().clamp(0, TailClipping.Bins - 1);
        var counts = bins.to(ScalarType.Int64).reshape(-1).bincount(null, TailClipping.Bins).to(CPU).data<long>().ToArray();
        return TailClipping.Range(counts, seen.numel(), low, high, tail);
    }
}
