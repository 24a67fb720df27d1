using Xunit;
using static TorchSharp.torch;

namespace SystemTorch.Tests;

/// <summary>Compares tensors with numbers written out by hand.</summary>
internal static class Near
{
    /// <summary>Checks every element, within a relative and absolute tolerance.</summary>
    public static void Equal(IReadOnlyList<double> expected, Tensor actual, double tolerance = 1e-5)
    {
        var values = actual.detach().to(ScalarType.Float64).reshape(-1).data<double>().ToArray();
        Assert.Equal(expected.Count, values.Length);
        for (var i = 0; i < values.Length; i++)
            Equal(expected[i], values[i], tolerance);
    }

    /// <summary>Checks that two tensors have the same elements, bit for bit.</summary>
    public static void Same(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.True(expected.eq(actual).all().item<bool>(), "the tensors differ");
    }

    public static void Equal(double expected, double actual, double tolerance = 1e-9) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)), $"expected {expected:R}, was {actual:R}");
}
