using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>a + b c, of which every step of a recurrent layer computes some.</summary>
internal static class SumOfProduct
{
    /// <summary>a + b c.</summary>
    /// <param name="a">A tensor.</param>
    /// <param name="b">A tensor of the same shape.</param>
    /// <param name="c">A tensor of the same shape.</param>
    /// <remarks>
    /// While gradients are recorded it is one operator, the faster form, which on some processors rounds once only. Otherwise it is two, each of
    /// which rounds: that is what an exported model computes.
    /// </remarks>
    public static Tensor Of(Tensor a, Tensor b, Tensor c) => is_grad_enabled() ? a.addcmul(b, c, 1) : a + (b * c);
}
