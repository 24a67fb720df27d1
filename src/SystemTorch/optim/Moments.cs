using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What <see cref="Adam"/> and <see cref="AdamW"/> have in common.</summary>
internal static class Moments
{
    internal static void Check(double lr, double beta1, double beta2, double eps, double weight_decay)
    {
        if (lr < 0)
            throw new ArgumentException($"Invalid learning rate: {lr}");
        if (beta1 is < 0 or >= 1)
            throw new ArgumentException($"Invalid beta1: {beta1}");
        if (beta2 is < 0 or >= 1)
            throw new ArgumentException($"Invalid beta2: {beta2}");
        if (eps < 0)
            throw new ArgumentException($"Invalid ε: {eps}");
        if (weight_decay < 0)
            throw new ArgumentException($"Invalid weight_decay value: {weight_decay}");
    }

    /// <summary>
    /// Updates m = beta1 m + (1 - beta1) g and v = beta2 v + (1 - beta2) g^2, then subtracts rate m' / (sqrt(v') + eps),
    /// m' and v' being corrected for their start at zero.
    /// </summary>
    internal static void Step(
        Parameter parameter, Tensor gradient, double rate, (double First, double Second) betas, double eps, long step, Tensor mean,
        Tensor square, Tensor? largestSquare)
    {
        mean.mul_(betas.First).add_(gradient, 1 - betas.First);
        square.mul_(betas.Second).addcmul_(gradient, gradient, 1 - betas.Second);
        if (largestSquare is not null)
        {
            largestSquare.copy_(maximum(largestSquare, square));
            square = largestSquare;
        }

        var correction = Math.Sqrt(1 - Math.Pow(betas.Second, step));
        var divisor = square.sqrt().div_(correction).add_(eps);
        parameter.addcdiv_(mean, divisor, -rate / (1 - Math.Pow(betas.First, step)));
    }
}
