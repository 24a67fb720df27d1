using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>
/// Fixed-point fake quantization: y = clamp(round(x * s), lowest, highest) / s, in float32, by the fastest way there is for the tensor. The
/// gradient is 1 within the clip bounds, 0 outside.
/// </summary>
internal static class FixedPoint
{
    /// <summary>Quantizes and dequantizes with one clip bound for all values.</summary>
    /// <param name="input">A tensor of floating-point numbers.</param>
    /// <param name="clip">The clip bound c: values from -c to c, or from 0 to c in an unsigned format, keep their gradient.</param>
    /// <param name="format">The format.</param>
    /// <returns>A new tensor of the shape and type of the input.</returns>
    /// <exception cref="QuantizationException">A value on the CPU is NaN or infinite.</exception>
    public static Tensor FakeQuantize(Tensor input, float clip, FixedPointFormat format) =>
        FakeQuantize(input, FixedPointRange.Of(clip, format), format.Rounding);

    /// <summary>Quantizes and dequantizes under a range.</summary>
    /// <inheritdoc cref="FakeQuantize(Tensor, float, FixedPointFormat)"/>
    /// <param name="input">A tensor of floating-point numbers.</param>
    /// <param name="range">The levels, and the values that keep their gradient.</param>
    /// <param name="rounding">How values become levels.</param>
    public static Tensor FakeQuantize(Tensor input, FixedPointRange range, FixedPointRounding rounding) =>
        FixedPointPass.TryCreate(input, range, rounding) is { } pass
            ? FakeQuantization.Run(input, pass, isPrivate: false)
            : FixedPointOperators.FakeQuantize(input, range, rounding);

    /// <summary>Quantizes and dequantizes with a clip bound for each channel, or one in a tensor.</summary>
    /// <param name="input">A tensor of floating-point numbers.</param>
    /// <param name="clip">The clip bounds, which broadcast to the input: [channels, 1, 1, 1] for the weight of a convolution.</param>
    /// <param name="format">The format.</param>
    /// <returns>A new tensor of the shape and type of the input.</returns>
    /// <exception cref="QuantizationException">The bounds do not broadcast to the input, or a value on the CPU is NaN or infinite.</exception>
    public static Tensor FakeQuantize(Tensor input, Tensor clip, FixedPointFormat format)
    {
        FakeQuantErrors.ThrowIfNoFit(input, clip);
        return FixedPointPass.TryCreate(input, clip, format) is { } pass
            ? FakeQuantization.Run(input, pass, isPrivate: false)
            : FixedPointOperators.FakeQuantize(input, clip, format);
    }

    /// <summary>The levels themselves, as float32: what <see cref="FakeQuantize(Tensor, Tensor, FixedPointFormat)"/> divides by the scale.</summary>
    /// <param name="input">A tensor of floating-point numbers.</param>
    /// <param name="clip">The clip bounds, which broadcast to the input.</param>
    /// <param name="format">The format.</param>
    /// <returns>A new tensor, a constant to gradients.</returns>
    public static Tensor Levels(Tensor input, Tensor clip, FixedPointFormat format)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var scaled = input.detach().to(ScalarType.Float32) * format.Scale(clip);
        return FixedPointOperators.Round(scaled, format.Rounding).clamp(format.Lowest, format.Highest).MoveToOuterDisposeScope();
    }

    /// <summary>Whole numbers by a mode.</summary>
    /// <param name="values">A tensor of floating-point numbers.</param>
    /// <param name="mode">The mode.</param>
    /// <returns>A new tensor, a constant to gradients.</returns>
    public static Tensor Round(Tensor values, FixedPointRounding mode)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return FixedPointOperators.Round(values.detach(), mode).MoveToOuterDisposeScope();
    }
}
