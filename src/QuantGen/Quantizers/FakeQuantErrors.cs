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

    /// <summary>A range below zero.</summary>
    public static QuantizationException NegativeRange(double amax) =>
        new(string.Create(
            CultureInfo.InvariantCulture, $"The range {amax} is negative; a range is the largest magnitude that is representable."));

    /// <summary>A negative value for an unsigned quantizer.</summary>
    public static QuantizationException NegativeInput() =>
        new("An unsigned quantizer received a negative value; quantize the output of a ReLU, or use a signed descriptor.");

    /// <summary>The same error with the name of the quantizer in front.</summary>
    public static QuantizationException Named(QuantizationException error, string quantizer) =>
        new($"Quantizer '{quantizer}': {error.Message}", error);
}
