using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Graph.Support;

/// <summary>Compares tensors.</summary>
internal static class Same
{
    /// <summary>The same type, shape and, up to rounding, elements.</summary>
    public static void Close(Tensor expected, Tensor actual, double tolerance = 1e-5)
    {
        Assert.Equal(expected.dtype, actual.dtype);
        Assert.Equal(expected.shape, actual.shape);
        using var scope = NewDisposeScope();
        var (left, right) = (Doubles(expected), Doubles(actual));
        for (var i = 0; i < left.Length; i++)
        {
            var isClose = left[i].Equals(right[i]) || Math.Abs(left[i] - right[i]) <= tolerance * (1 + Math.Abs(left[i]));
            Assert.True(isClose, $"Element {i} is {right[i]} where {left[i]} is right.");
        }
    }

    /// <summary>The same type, shape and bits.</summary>
    public static void Bits(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.dtype, actual.dtype);
        Assert.Equal(expected.shape, actual.shape);
        using var scope = NewDisposeScope();
        Assert.True(expected.contiguous().bytes.SequenceEqual(actual.contiguous().bytes));
    }

    private static double[] Doubles(Tensor values) => values.detach().contiguous().flatten().to(ScalarType.Float64).data<double>().ToArray();
}
