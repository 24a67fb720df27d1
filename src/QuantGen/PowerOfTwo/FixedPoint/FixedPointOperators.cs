using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>
/// Fixed-point fake quantization composed of torch's operators: for every device, element type, layout and shape of ranges that the kernel
/// does not take. On float32 its results equal the kernel's bit for bit.
/// </summary>
internal static class FixedPointOperators
{
    /// <summary>Quantizes and dequantizes under one range.</summary>
    public static Tensor FakeQuantize(Tensor input, FixedPointRange range, FixedPointRounding rounding) => StraightThrough.Apply(
        input,
        values => Compute(values, tensor(range.Scale, device: values.device), range.Lowest, range.Highest, rounding),
        values =>
        {
            using var scope = NewDisposeScope();
            return values.ge(range.Low).logical_and(values.le(range.High)).MoveToOuterDisposeScope();
        });

    /// <summary>Quantizes and dequantizes with clip bounds that broadcast to the input.</summary>
    public static Tensor FakeQuantize(Tensor input, Tensor clip, FixedPointFormat format) => StraightThrough.Apply(
        input,
        values => Compute(values, format.Scale(clip), format.Lowest, format.Highest, format.Rounding),
        values =>
        {
            using var scope = NewDisposeScope();
            var low = format.Signed ? clip.neg() : zeros_like(clip);
            return values.ge(low).logical_and(values.le(clip)).MoveToOuterDisposeScope();
        });

    /// <summary>Whole numbers by a mode.</summary>
    public static Tensor Round(Tensor values, FixedPointRounding mode)
    {
        using var scope = NewDisposeScope();
        var result = mode switch
        {
            FixedPointRounding.HalfUp => HalfUp(values),
            FixedPointRounding.HalfAwayFromZero => HalfAwayFromZero(values),
            FixedPointRounding.HalfToEven => values.round(),
            FixedPointRounding.TowardZero => values.trunc(),
            FixedPointRounding.None => values.alias(),
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "There is no such rounding mode."),
        };
        return result.MoveToOuterDisposeScope();
    }

    // The distance to the whole number below is exact; one half added to a value is not, and would round 0.49999997 up.
    private static Tensor HalfUp(Tensor values)
    {
        var below = values.floor();
        return below + (values - below).ge(0.5).to(values.dtype);
    }

    private static Tensor HalfAwayFromZero(Tensor values)
    {
        var nearer = values.trunc();
        var rest = values - nearer;
        return nearer + rest.ge(0.5).to(values.dtype) - rest.le(-0.5).to(values.dtype);
    }

    private static Tensor Compute(Tensor values, Tensor scale, float lowest, float highest, FixedPointRounding rounding)
    {
        using var scope = NewDisposeScope();
        FiniteValues.ThrowIfNot(values);

        // Half precision has no room for levels.
        var precise = values.dtype is ScalarType.Float16 or ScalarType.BFloat16 ? values.to(ScalarType.Float32) : values;
        var levels = Round(precise * scale, rounding).clamp(lowest, highest);
        return (levels / scale).to(values.dtype).MoveToOuterDisposeScope();
    }
}
