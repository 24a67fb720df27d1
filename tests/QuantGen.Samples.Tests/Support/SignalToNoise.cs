using static TorchSharp.torch;

namespace QuantGen.Samples.Tests.Support;

/// <summary>How far an approximation is from what it stands for.</summary>
internal static class SignalToNoise
{
    /// <summary>
    /// Ten times the logarithm of the signal's energy over that of the error, over all tensors together. The mean of each tensor counts as
    /// no signal: a network that gives every class the same score tells nothing.
    /// </summary>
    /// <param name="expected">The tensors as they should be.</param>
    /// <param name="actual">The approximations, of the same number and shapes.</param>
    public static double Decibels(IReadOnlyList<Tensor> expected, IReadOnlyList<Tensor> actual)
    {
        if (actual.Count != expected.Count)
            throw new ArgumentException($"There are {expected.Count} tensors and {actual.Count} approximations.", nameof(actual));

        var (signal, noise) = (0.0, 0.0);
        foreach (var (first, second) in expected.Zip(actual))
        {
            signal += Energy(first - first.mean());
            noise += Energy(second - first);
        }

        return 10 * Math.Log10(signal / noise);
    }

    private static double Energy(Tensor values) => values.to_type(ScalarType.Float64).square().sum().item<double>();
}
