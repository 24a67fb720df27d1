using System.Globalization;
using static TorchSharp.torch;

namespace QuantGen.Quantizers;

/// <summary>What fake quantization refuses, in words of its own. A quantizer adds its name with <see cref="Named"/>.</summary>
internal static class FakeQuantErrors
{
    /// <summary>Refuses negative ranges. NaN passes: it makes every value NaN, which is seen sooner than it is traced.</summary>
    public static void ThrowIfNegative(ReadOnlySpan<float> amax)
    {
        foreach (var value in amax)
        {
            if (value < 0)
                throw NegativeRange(value);
        }
    }

    /// <summary>
    /// The same of a tensor on the CPU. On other devices a look at the values would make every step wait for the device; there a negative range
    /// holds nothing but zero.
    /// </summary>
    public static void ThrowIfNegative(Tensor amax)
    {
        if (IsOnHost(amax) && amax.numel() > 0 && amax.min().to(ScalarType.Float64).item<double>() is < 0 and var least)
            throw NegativeRange(least);
    }

    /// <summary>Refuses negative values of a tensor on the CPU, for unsigned levels. On other devices they become zero.</summary>
    public static void ThrowIfAnyNegative(Tensor values)
    {
        if (IsOnHost(values) && values.numel() > 0 && values.lt(0).any().item<bool>())
            throw NegativeInput();
    }

    /// <summary>Refuses ranges that do not broadcast to the shape of a tensor.</summary>
    public static void ThrowIfNoFit(Tensor input, Tensor amax)
    {
        var (shape, ranges) = (input.shape, amax.shape);
        var missing = shape.Length - ranges.Length;
        var fits = missing >= 0;
        for (var axis = 0; fits && axis < ranges.Length; axis++)
            fits = ranges[axis] == 1 || ranges[axis] == shape[missing + axis];

        if (!fits)
            throw new QuantizationException(
                $"A range of shape [{string.Join(", ", ranges)}] does not fit a tensor of shape [{string.Join(", ", shape)}].");
    }

    private static bool IsOnHost(Tensor tensor) => tensor.device_type == TorchSharp.DeviceType.CPU;

    /// <summary>A range below zero.</summary>
    public static QuantizationException NegativeRange(double amax) =>
        new(string.Create(
            CultureInfo.InvariantCulture, $"The range {amax} is negative; a range is the largest magnitude that is representable."));

    /// <summary>A negative value for an unsigned quantizer.</summary>
    public static QuantizationException NegativeInput() =>
        new("An unsigned quantizer received a negative value; quantize the output of a ReLU, or use a signed descriptor.");

    /// <summary>A quantizer of one bit with a sign: the highest level is zero, so that the scale is no number.</summary>
    public static QuantizationException NoLevels() =>
        new("One bit with a sign has no level above zero; use two bits, or an unsigned descriptor.");

    /// <summary>The same error with the name of the quantizer in front.</summary>
    public static QuantizationException Named(QuantizationException error, string quantizer) =>
        new($"Quantizer '{quantizer}': {error.Message}", error);
}
