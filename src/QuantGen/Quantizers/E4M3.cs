using QuantGen.Quantizers.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Quantizers;

/// <summary>
/// Fake quantization to the 8 bit floating-point numbers E4M3: in one pass over the memory of a float32 tensor with one range or ranges
/// along one axis, composed of torch's operators for all others. See <see cref="FakeQuantization.ApplyE4M3"/>.
/// </summary>
internal static class E4M3
{
    /// <summary>The largest magnitude, 1.75 * 2^8.</summary>
    public const float Largest = 448;

    // From 2^-5 on the distance of two numbers doubles with every power of two; below it is 2^-9.
    private const int FirstDoubling = -5;
    private const int LargestExponent = 8;
    private const float SmallestStep = 1f / 512;

    /// <summary>Quantizes and dequantizes, with the clip-aware straight-through gradient.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="amax">The ranges; null for no scaling.</param>
    /// <exception cref="QuantizationException">A range is negative, or does not fit the tensor.</exception>
    public static Tensor FakeQuantize(Tensor input, Tensor? amax)
    {
        if (amax is not null)
            FakeQuantErrors.ThrowIfNoFit(input, amax);

        return StraightThrough.Apply(
            input,
            values => InOnePass(values, amax) ?? Composed(values, amax),
            values => Passes(values, amax));
    }

    /// <summary>The same composed of torch's operators, without a gradient.</summary>
    public static Tensor Composed(Tensor values, Tensor? amax) => amax is null ? Rounded(values) : Scaled(values, amax);

    private static unsafe Tensor? InOnePass(Tensor values, Tensor? amax)
    {
        if (!TensorMemory.IsPlain(values))
            return null;
        if (amax is null)
            return InRuns(values, null, new RangeLayout(values.numel(), 1, values.numel()));
        if (amax.dtype != ScalarType.Float32 || amax.device_type != DeviceType.CPU || RangeLayout.Of(values, amax) is not { } layout)
            return null;

        using var ranges = amax.contiguous();
        for (long channel = 0; channel < layout.Channels; channel++)
        {
            if (((float*)TensorMemory.Address(ranges))[channel] is < 0 and var range)
                throw FakeQuantErrors.NegativeRange(range);
        }

        return InRuns(values, ranges, layout);
    }

    private static unsafe Tensor InRuns(Tensor values, Tensor? ranges, RangeLayout layout)
    {
        var output = values.empty_like();
        var source = (float*)TensorMemory.Address(values);
        var target = (float*)TensorMemory.Address(output);
        var amax = ranges is null ? null : (float*)TensorMemory.Address(ranges);
        var run = 0L;
        for (long start = 0; start < layout.Count; start += layout.Inner)
        {
            var (factor, divisor, tiny) = amax is null ? (1, 1, 0) : Scale(amax[run++ % layout.Channels]);
            E4M3Kernel.Run(source + start, target + start, layout.Inner, factor, divisor, tiny);
        }

        GC.KeepAlive(values);
        GC.KeepAlive(ranges);
        return output;
    }

    // The reciprocal first, as the peer computes it: two roundings, unlike the scale of integers.
    private static (float Factor, float Divisor, float Tiny) Scale(float amax)
    {
        var scale = 1 / amax * Largest;
        return amax <= IntegerGrid.ZeroRange ? (0, 1, IntegerGrid.ZeroRange) : (scale, scale, IntegerGrid.ZeroRange);
    }

    private static Tensor Passes(Tensor values, Tensor? amax)
    {
        using var scope = NewDisposeScope();
        return (amax is null ? values.abs().le(Largest) : values.abs().le(amax)).MoveToOuterDisposeScope();
    }

    private static Tensor Scaled(Tensor values, Tensor amax)
    {
        FakeQuantErrors.ThrowIfNegative(amax);

        // The scale as above, in operators.
        var range = amax.to(ScalarType.Float32);
        var scale = range.reciprocal() * Largest;
        var holdsOnlyZero = range.le(IntegerGrid.ZeroRange);
        var precise = Precise(values);
        var rounded = Round(precise * where(holdsOnlyZero, zeros_like(scale), scale)) / where(holdsOnlyZero, ones_like(scale), scale);
        var tiny = precise.abs().lt(IntegerGrid.ZeroRange);
        return where(tiny, zeros_like(rounded), rounded).to(values.dtype);
    }

    private static Tensor Rounded(Tensor values) => Round(Precise(values)).to(values.dtype);

    private static Tensor Precise(Tensor values) =>
        values.dtype is ScalarType.Float16 or ScalarType.BFloat16 ? values.to(ScalarType.Float32) : values;

    private static Tensor Round(Tensor values)
    {
        const int count = LargestExponent - FirstDoubling + 1;
        var (limits, steps) = (new float[count], new float[count + 1]);
        steps[0] = SmallestStep;
        for (var i = 0; i < count; i++)
        {
            limits[i] = MathF.ScaleB(1, FirstDoubling + i);
            steps[i + 1] = 2 * steps[i];
        }

        var interval = values.abs().bucketize(tensor(limits, dtype: values.dtype, device: values.device), right: true);
        var step = tensor(steps, dtype: values.dtype, device: values.device).index_select(0, interval.flatten()).reshape(values.shape);
        return ((values / step).round() * step).clamp(-Largest, Largest);
    }
}
