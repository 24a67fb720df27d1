using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.LowBit;

/// <summary>Gradients compared with central differences of the function, or of what it stands for without rounding.</summary>
internal static class Surrogate
{
    private const double Step = 1e-5;

    /// <summary>
    /// Compares the gradient of sum(g f(t_0, t_1, ...)) by one of the tensors with differences of another function, all in float64.
    /// </summary>
    /// <param name="actual">The function that is differentiated.</param>
    /// <param name="smooth">The function that differences are taken of.</param>
    /// <param name="tensors">What both are given.</param>
    /// <param name="which">By which of them is differentiated.</param>
    /// <param name="gradient">g.</param>
    public static void Check(Func<Tensor[], Tensor> actual, Func<Tensor[], Tensor> smooth, Tensor[] tensors, int which, Tensor gradient)
    {
        Tensor[] leaves = [.. tensors.Select(static tensor => tensor.detach().clone().requires_grad_())];
        actual(leaves).backward([gradient]);
        var computed = leaves[which].grad!.flatten();
        Assert.True(computed.abs().max().item<double>() > 0);
        using var noGradient = no_grad();
        for (var i = 0; i < computed.numel(); i++)
        {
            var difference = (Sum(i, Step) - Sum(i, -Step)) / (2 * Step);
            Assert.Equal(difference, computed[i].item<double>(), 1e-6 * Math.Max(1, Math.Abs(difference)));
        }

        double Sum(long place, double step)
        {
            using var scope = NewDisposeScope();
            Tensor[] moved = [.. tensors.Select(static tensor => tensor.clone())];
            moved[which].view(-1)[place] = moved[which].view(-1)[place] + step;
            return (smooth(moved) * gradient).sum().item<double>();
        }
    }
}
