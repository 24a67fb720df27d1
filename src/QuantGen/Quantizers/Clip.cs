using static TorchSharp.torch;

namespace QuantGen.Quantizers;

/// <summary>Clipping to bounds that can be learned, as in pytorch-quantization's functional.clip.</summary>
public static class Clip
{
    /// <summary>
    /// max(min(x, maximum), minimum). A gradient passes to the input strictly between the bounds; the lower bound gets the sum of the
    /// gradients
    /// where x is at or below it, the upper one where x is at or above it.
    /// </summary>
    /// <param name="input">A tensor of floating-point numbers.</param>
    /// <param name="minimum">The lower bound: one number, or a tensor that broadcasts to the input and requires no gradient.</param>
    /// <param name="maximum">The upper bound, likewise.</param>
    /// <returns>A new tensor of the shape of the input.</returns>
    /// <exception cref="QuantizationException">A bound that requires a gradient holds more than one number.</exception>
    public static Tensor Apply(Tensor input, Tensor minimum, Tensor maximum)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(minimum);
        ArgumentNullException.ThrowIfNull(maximum);
        ThrowIfNotLearnable(minimum);
        ThrowIfNotLearnable(maximum);
        using var scope = NewDisposeScope();
        return ClipFunction.apply(input, minimum, maximum).MoveToOuterDisposeScope();
    }

    private static void ThrowIfNotLearnable(Tensor bound)
    {
        if (bound.requires_grad && bound.numel() != 1)
            throw new QuantizationException(
                $"A learned clip bound is a single number, but this one holds {bound.numel()}; clear its requires_grad.");
    }
}
