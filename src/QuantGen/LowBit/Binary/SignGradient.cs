using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>Signs of values, and what takes the place of their gradient.</summary>
internal static class SignGradient
{
    /// <summary>1 from zero on, -1 below it, and NaN where the value is.</summary>
    public static Tensor Sign(Tensor values)
    {
        var one = ones(Array.Empty<long>(), dtype: values.dtype, device: values.device);
        return where(values.ge(0), one, where(values.isnan(), values, one.neg()));
    }

    /// <summary>The gradient by the values from that by their signs.</summary>
    /// <param name="gradient">The gradient by the signs.</param>
    /// <param name="values">The values.</param>
    /// <param name="kind">Plain: all of it. UnitWindow: where |x| &lt; 1. Triangle: times max(0, 2 - 2|x|).</param>
    public static Tensor Of(Tensor gradient, Tensor values, GradientKind kind) => kind switch
    {
        GradientKind.UnitWindow => where(values.abs().lt(1), gradient, gradient.new_zeros(Array.Empty<long>())),
        GradientKind.Triangle => gradient * values.abs().mul_(-2).add_(2).clamp_min_(0),
        _ => gradient.alias(),
    };
}
