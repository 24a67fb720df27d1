using QuantGen.Quantizers;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Quantizers;

/// <summary>Comparison of numbers bit by bit: the sign of zero counts, and NaN equals NaN.</summary>
internal static class Bits
{
    public static void Equal(float[] expected, float[] actual, string what = "")
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            var same = BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(actual[i]);
            if (!same && !(float.IsNaN(expected[i]) && float.IsNaN(actual[i])))
                Assert.Fail($"{what}[{i}]: expected {expected[i]:R}, got {actual[i]:R}.");
        }
    }

    public static void Equal(Tensor expected, Tensor actual, string what = "")
    {
        Assert.Equal(expected.shape, actual.shape);
        Equal(Tensors.Floats(expected), Tensors.Floats(actual), what);
    }

    /// <summary>Results and gradients of quantization by the kernel and by composed operators, for one input.</summary>
    public static void KernelEqualsOperators(Tensor input, Tensor amax, Tensor gradient, int bits, bool unsigned, bool narrow)
    {
        using var scope = NewDisposeScope();
        var grid = IntegerGrid.Of(bits, unsigned, narrow);
        var (expected, expectedGradient) = Run(input, gradient, x => FakeQuantOperators.FakeQuantize(x, amax, grid));
        foreach (var isPrivate in new[] { false, true })
        {
            var (actual, actualGradient) = Run(input, gradient, x => FakeQuantization.Apply(x, amax, grid, isPrivate));
            Equal(expected, actual, "value");
            Equal(expectedGradient, actualGradient, "gradient");
        }

        // Without a gradient there is no record either.
        using (no_grad())
            Equal(expected, FakeQuantization.Apply(input, amax, grid, isPrivate: false), "value without gradient");
    }

    public static (Tensor Output, Tensor Gradient) Run(Tensor input, Tensor gradient, Func<Tensor, Tensor> function)
    {
        var x = input.detach().clone().requires_grad_();
        var y = function(x);
        y.backward([gradient.clone()]);
        return (y.detach(), x.grad!);
    }
}
