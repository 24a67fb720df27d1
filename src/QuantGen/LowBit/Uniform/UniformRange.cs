using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>Finds where the range of a <see cref="UniformGrid"/> starts.</summary>
internal static class UniformRange
{
    /// <summary>The least magnitude of a range: what is smaller counts as this.</summary>
    public const float Least = 1e-30f;

    /// <summary>The magnitude of a range, never so small that zero divided by it is no number.</summary>
    public static float Magnitude(float range) => Math.Abs(range) is var magnitude && magnitude < Least ? Least : magnitude;

    /// <summary>The same of all ranges.</summary>
    public static Tensor Magnitude(Tensor range) => range.abs().clamp_min(Least);

    /// <summary>The range that ends at a bound.</summary>
    public static double EndingAt(double bound, UniformGrid grid) => bound * grid.StepsPerUnit / grid.LargestMagnitude;

    /// <summary>
    /// The range that a batch suggests, in the shape of what is learned. Nothing but zeros suggest one that ends at 1.
    /// </summary>
    /// <param name="values">The values.</param>
    /// <param name="grid">The levels.</param>
    /// <param name="groups">Which values share a range.</param>
    /// <param name="start">By which rule.</param>
    /// <param name="factor">What the largest magnitude is multiplied with.</param>
    public static Tensor Find(Tensor values, UniformGrid grid, ChannelGroups groups, LowBitStart start, double factor)
    {
        var split = groups.Split(values);
        var units = grid.StepsPerUnit;
        var found = start switch
        {
            LowBitStart.MeanMagnitude => groups.Mean(split.abs()) * (2 * units / Math.Sqrt(grid.HighestInteger)),
            LowBitStart.ThreeDeviations => Deviations(split, groups) * (units / grid.LargestMagnitude),
            LowBitStart.LeastSquares => LeastSquares.Range(split, grid, groups),
            _ => (split.abs().max() * (factor * units / grid.LargestMagnitude)).expand(groups.ParameterShape),
        };
        return where(found.eq(0), found.new_full([], EndingAt(1, grid)), found);
    }

    private static Tensor Deviations(Tensor split, ChannelGroups groups)
    {
        var mean = groups.Mean(split);
        var deviation = groups.Mean((split - groups.Along(mean)).square()).sqrt() * 3;
        return maximum((mean - deviation).abs(), (mean + deviation).abs());
    }
}
