using static TorchSharp.torch;

namespace QuantGen.Quantizers;

/// <summary>
/// Quantization composed of torch's operators: for every device, element type, layout and shape of ranges that the kernel does not
/// take. On float32 its results equal the kernel's bit for bit.
/// </summary>
internal static class FakeQuantOperators
{
    /// <summary>Quantizes and dequantizes, with the clip-aware straight-through gradient.</summary>
    /// <exception cref="QuantizationException">A range is negative, or the grid unsigned and a value negative.</exception>
    public static Tensor FakeQuantize(Tensor input, Tensor amax, IntegerGrid grid) => StraightThrough.Apply(
        input,
        values =>
        {
            var (levels, scale) = Levels(values, amax, grid);
            return (levels / scale.to(values.dtype)).to(values.dtype);
        },
        values => Passes(values, amax));

    /// <summary>Integer levels, as numbers of the input's type, with the straight-through gradient of the values; and the scale.</summary>
    /// <exception cref="QuantizationException">
    /// A range is negative, the grid unsigned and a value negative, or the scale too large for half precision.
    /// </exception>
    public static (Tensor Levels, Tensor Scale) Quantize(Tensor input, Tensor amax, IntegerGrid grid)
    {
        using var scope = NewDisposeScope();
        Tensor? scale = null;
        var result = StraightThrough.Apply(
            input,
            values =>
            {
                (var levels, scale) = Levels(values, amax, grid);
                scale.MoveToOtherDisposeScope(scope);
                return levels;
            },
            values => Passes(values, amax));
        if (input.dtype == ScalarType.Float16 && scale!.max().to(ScalarType.Float64).item<double>() > (double)Half.MaxValue)
            throw new QuantizationException("The scale exceeds the largest half-precision number; use float32, or a larger range.");

        return scope.MoveToOuter(result, scale!);
    }

    /// <summary>Asymmetric fake quantization, see <see cref="FakeQuantization.ApplyAffine"/>.</summary>
    public static Tensor FakeQuantizeAffine(Tensor input, float minimum, float maximum, int bits)
    {
        var (lower, upper) = (-MathF.ScaleB(1, bits - 1), MathF.ScaleB(1, bits - 1) - 1);
        var step = (maximum - minimum) / (MathF.ScaleB(1, bits) - 1);
        var zero = MathF.Round(minimum / step, MidpointRounding.ToEven) - lower;
        return StraightThrough.Apply(
            input,
            values =>
            {
                var stepSize = tensor(step, device: values.device);
                return (((values / stepSize).round() - zero).clamp(lower, upper) + zero) * stepSize;
            },
            values => values.ge(minimum).logical_and(values.le(maximum)));
    }

    private static (Tensor Levels, Tensor Scale) Levels(Tensor values, Tensor amax, IntegerGrid grid)
    {
        using var scope = NewDisposeScope();
        FakeQuantErrors.ThrowIfNegative(amax);
        if (grid.Unsigned)
            FakeQuantErrors.ThrowIfAnyNegative(values);

        // Half precision has no room for levels times scale.
        var type = values.dtype;
        var precise = type == ScalarType.Float16 ? values.to(ScalarType.Float32) : values;
        var range = amax.dtype == ScalarType.Float16 ? amax.to(ScalarType.Float32) : amax;

        // A tensor, because a number divided by a tensor would be a product with the reciprocal, which rounds twice.
        var scale = tensor(grid.Upper, device: range.device) / range;
        var holdsOnlyZero = range.le(IntegerGrid.ZeroRange);
        var factor = where(holdsOnlyZero, zeros_like(scale), scale);
        var levels = (precise * factor).round().clamp(grid.Lower, grid.Upper).to(type);
        var divisor = where(holdsOnlyZero, ones_like(scale), scale);
        return scope.MoveToOuter(levels, divisor);
    }

    private static Tensor Passes(Tensor values, Tensor amax)
    {
        using var scope = NewDisposeScope();
        return values.abs().le(amax).MoveToOuterDisposeScope();
    }
}
