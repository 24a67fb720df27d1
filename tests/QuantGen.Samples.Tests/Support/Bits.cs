using static TorchSharp.torch;

namespace QuantGen.Samples.Tests.Support;

internal static class Bits
{
    /// <summary>Whether two tensors have the same shape, type and bits.</summary>
    public static bool Equal(Tensor first, Tensor second)
    {
        using var left = first.detach().contiguous();
        using var right = second.detach().contiguous();
        return left.dtype == right.dtype && left.shape.SequenceEqual(right.shape) && left.bytes.SequenceEqual(right.bytes);
    }
}
