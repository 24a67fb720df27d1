using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace QuantGen.Tests;

/// <summary>Reads tensors.</summary>
internal static class Tensors
{
    /// <summary>The elements of a float32 tensor, row by row.</summary>
    public static float[] Floats(Tensor tensor)
    {
        using var contiguous = tensor.detach().contiguous();
        return MemoryMarshal.Cast<byte, float>(contiguous.bytes).ToArray();
    }

    /// <summary>The Euclidean distance of two tensors relative to the length of the first.</summary>
    public static double RelativeDistance(float[] expected, float[] actual)
    {
        Xunit.Assert.Equal(expected.Length, actual.Length);
        double distance = 0, length = 0;
        foreach (var (left, right) in expected.Zip(actual))
        {
            distance += (left - (double)right) * (left - (double)right);
            length += left * (double)left;
        }

        return Math.Sqrt(distance / Math.Max(length, double.Epsilon));
    }
}
