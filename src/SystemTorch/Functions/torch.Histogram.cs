using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    private static readonly Operator _histogramOfCount = new("aten::histogram", "bin_ct");
    private static readonly Operator _histogramOfEdges = new("aten::histogram", "bins_tensor");

    /// <summary>How many elements fall into each of equal bins, and the edges of the bins.</summary>
    /// <param name="input">The elements.</param>
    /// <param name="bins">How many bins.</param>
    /// <param name="range">The outer edges; null for the extremes.</param>
    /// <param name="weight">What each element counts; null for 1.</param>
    /// <param name="density">Whether to divide so that the integral is 1.</param>
    public static (Tensor hist, Tensor bin_edges) histogram(
        Tensor input, long bins, (double min, double max)? range = null, Tensor? weight = null, bool density = false) =>
        _histogramOfCount.CallPair(input, bins, range is { } bounds ? new[] { bounds.min, bounds.max } : null, weight, density);

    /// <summary>How many elements fall between edges, and the edges.</summary>
    /// <param name="input">The elements.</param>
    /// <param name="bins">The edges, in order.</param>
    /// <param name="weight">What each element counts; null for 1.</param>
    /// <param name="density">Whether to divide so that the integral is 1.</param>
    public static (Tensor hist, Tensor bin_edges) histogram(Tensor input, Tensor bins, Tensor? weight = null, bool density = false) =>
        _histogramOfEdges.CallPair(input, bins, weight, density);
}
