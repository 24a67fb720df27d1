using QuantGen.Quantizers.Kernels;
using static TorchSharp.torch;

namespace QuantGen.Quantizers;

/// <summary>Quantization as functions: the numbers of pytorch-quantization 2.2.1 (tensor_quant.py), bit for bit in float32.</summary>
/// <remarks>
/// With b bits the largest level is B = 2^(b-1) - 1, or 2^b - 1 unsigned. The scale is s = B / amax; a value x becomes the level
/// q = clamp(round(x * s), L, B), ties to even, where L is 0 unsigned, -B in the narrow range, else -B - 1. Where amax is 2^-24 or
/// less every value becomes 0 and the scale counts as 1. Infinity saturates, NaN stays NaN.
/// <para>Whether a range, or a value for unsigned levels, is negative is looked at on the CPU only: on other devices every step would wait for
/// the answer. There a negative range holds nothing but zero, and such a value becomes zero.</para>
/// </remarks>
public static class FakeQuantization
{
    /// <summary>
    /// Quantizes and dequantizes: y = q / s. The gradient is that of the identity where |x| is at most amax, and zero elsewhere; amax
    /// gets none.
    /// </summary>
    /// <param name="input">A tensor of floating-point numbers of any shape, layout and device.</param>
    /// <param name="amax">The largest magnitude that is representable: a scalar, or a tensor that broadcasts to the input, for example
    /// [C, 1, 1, 1] for the output channels of a convolution weight.</param>
    /// <param name="bits">The bit width, 1 to 16.</param>
    /// <param name="unsigned">Whether levels start at zero.</param>
    /// <param name="narrowRange">Whether the lowest signed level is left out.</param>
    /// <returns>A new tensor of the shape and type of the input.</returns>
    /// <exception cref="QuantizationException">
    /// An amax is negative or of a shape that does not broadcast, or the levels are unsigned and a value negative.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bits"/> is not in 1..16.</exception>
    public static Tensor Apply(Tensor input, Tensor amax, int bits = 8, bool unsigned = false, bool narrowRange = true)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(amax);
        return Apply(input, amax, IntegerGrid.Of(bits, unsigned, narrowRange), isPrivate: false);
    }

    /// <summary>
    /// Quantizes to integer levels, kept as numbers of the input's type. Levels get the gradient of
    /// <see cref="Apply(Tensor, Tensor, int, bool, bool)"/>.
    /// </summary>
    /// <param name="input">As there.</param>
    /// <param name="amax">As there.</param>
    /// <param name="bits">As there.</param>
    /// <param name="unsigned">As there.</param>
    /// <param name="narrowRange">As there.</param>
    /// <returns>The levels in the shape of the input, and the scale in the shape of amax. Levels divided by the scale are the
    /// values.</returns>
    /// <exception cref="QuantizationException">
    /// An amax is negative or of a shape that does not broadcast, the levels are unsigned and a value negative, or the input is half
    /// precision
    /// and the scale beyond its range.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bits"/> is not in 1..16.</exception>
    public static (Tensor Levels, Tensor Scale) Quantize(
        Tensor input, Tensor amax, int bits = 8, bool unsigned = false, bool narrowRange = true)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(amax);
        return Quantize(input, amax, IntegerGrid.Of(bits, unsigned, narrowRange));
    }

    /// <summary>
    /// Quantizes and dequantizes with a range that need not be symmetric: step = (max - min) / (2^b - 1), z = round(min / step) + 2^(b-1),
    /// q = clamp(round(x / step) - z, -2^(b-1), 2^(b-1) - 1), y = (q + z) * step. The gradient is that of the identity within
    /// min..max, and zero elsewhere.
    /// </summary>
    /// <param name="input">A tensor of floating-point numbers.</param>
    /// <param name="min">The lowest representable value.</param>
    /// <param name="max">The highest representable value, above <paramref name="min"/>.</param>
    /// <param name="bits">The bit width, 1 to 16.</param>
    /// <returns>A new tensor of the shape and type of the input.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not finite, the range is empty, or the bit width not in 1..16.</exception>
    public static Tensor ApplyAffine(Tensor input, float min, float max, int bits = 8)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfLessThan(bits, IntegerGrid.MinimumBits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, IntegerGrid.MaximumBits);
        if (!float.IsFinite(min))
            throw new ArgumentOutOfRangeException(nameof(min), min, "The lower bound must be finite.");
        if (!float.IsFinite(max) || max <= min)
            throw new ArgumentOutOfRangeException(nameof(max), max, "The upper bound must be finite and above the lower one.");

        return FakeQuantOperators.FakeQuantizeAffine(input, min, max, bits);
    }

    /// <summary>
    /// Quantizes to the 8 bit floating-point numbers E4M3 and back, as scaled_e4m3 of pytorch-quantization 2.2.1: S = 448 * (1 / amax), y =
    /// e4m3(x * S) / S, where e4m3 rounds to the nearest number, ties to the even one, and saturates at 448. Zero where |x| is below 2^-24
    /// or amax at or below that. The gradient is that of the identity where |x| is at most amax, and zero elsewhere; amax gets none.
    /// </summary>
    /// <param name="input">A tensor of floating-point numbers of any shape and device.</param>
    /// <param name="amax">
    /// The magnitude that becomes 448: a scalar, or a tensor that broadcasts to the input. Null to round numbers as they are; gradients
    /// then pass up to 448.
    /// </param>
    /// <returns>A new tensor of the shape and type of the input.</returns>
    /// <exception cref="QuantizationException">An amax is negative or of a shape that does not broadcast.</exception>
    public static Tensor ApplyE4M3(Tensor input, Tensor? amax = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        return E4M3.FakeQuantize(input, amax);
    }

    /// <summary>Quantizes and dequantizes by the fastest way there is for the tensor.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="amax">The ranges.</param>
    /// <param name="grid">The levels.</param>
    /// <param name="isPrivate">See <see cref="FakeQuantFunction.Apply"/>.</param>
    internal static Tensor Apply(Tensor input, Tensor amax, IntegerGrid grid, bool isPrivate)
    {
        FakeQuantErrors.ThrowIfNoFit(input, amax);
        if (FakeQuantPass.TryCreate(input, amax, grid) is not { } pass)
            return FakeQuantOperators.FakeQuantize(input, amax, grid);

        return Run(input, pass, isPrivate);
    }

    /// <summary>Runs a pass, with a gradient where one is needed.</summary>
    /// <param name="input">The tensor of the pass.</param>
    /// <param name="pass">The pass.</param>
    /// <param name="isPrivate">See <see cref="FakeQuantFunction.Apply"/>.</param>
    /// <returns>A new tensor; the input itself for a pass in place without a gradient.</returns>
    internal static Tensor Run(Tensor input, IRecordedPass pass, bool isPrivate) => is_grad_enabled() && input.requires_grad
        ? FakeQuantFunction.Apply(input, pass, isPrivate)
        : pass.Run(record: false, out _);

    /// <summary>Quantizes to integer levels.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="amax">The ranges.</param>
    /// <param name="grid">The levels.</param>
    internal static (Tensor Levels, Tensor Scale) Quantize(Tensor input, Tensor amax, IntegerGrid grid)
    {
        FakeQuantErrors.ThrowIfNoFit(input, amax);
        return FakeQuantOperators.Quantize(input, amax, grid);
    }
}
