using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>
/// t = tanh(w), M = max|t| over the whole weight, y = 2/n R(n (t / 2M + 1/2)) - 1. Everything but the rounding is differentiated, the maximum too:
/// dw = (1 - t^2) (g / M - k sign(t) sum(g t) / M^2), where k shares 1 among the values of the largest magnitude and is 0 elsewhere.
/// </summary>
/// <remarks>S. Zhou and others, DoReFa-Net, 2016, equation 9.</remarks>
internal sealed class DoReFaFunction : LowBitFunction<DoReFaFunction, UniformGrid>
{
    /// <summary>The integers that stand for y times n.</summary>
    public static Tensor Integers(UniformGrid grid, Tensor weight)
    {
        var bounded = weight.tanh();
        var scaled = (bounded / (Largest(bounded) * 2)) + 0.5;
        return ((scaled * (grid.StepsPerUnit * 2)).round() - grid.Shift) * 2;
    }

    /// <inheritdoc/>
    protected override Tensor Compute(UniformGrid settings, Tensor[] tensors) =>
        Integers(settings, tensors[0]) / (settings.StepsPerUnit * 2);

    /// <inheritdoc/>
    protected override Tensor?[] Gradients(Tensor gradient, UniformGrid settings, Tensor[] tensors)
    {
        var bounded = tensors[0].tanh();
        var largest = Largest(bounded);
        var isLargest = bounded.abs().eq(largest).to(gradient.dtype);
        var share = isLargest / isLargest.sum().clamp_min(1);
        var ofLargest = (gradient * bounded).sum() / largest.square();
        var slope = bounded.new_full([], 1) - bounded.square();
        return [slope * ((gradient / largest) - (share * bounded.sign() * ofLargest))];
    }

    // A weight of nothing but zeros stays one.
    private static Tensor Largest(Tensor bounded)
    {
        var largest = bounded.abs().max();
        return where(largest.gt(0), largest, largest.new_full([], 1));
    }
}
