namespace ModelZoo;

/// <summary>
/// The numbers that a network of the RegNet family follows from (Radosavovic et al. 2020, section 3.3): block j is as wide as
/// <c>InitialWidth + Slope * j</c> says, moved to the nearest <c>InitialWidth * Multiplier^k</c>.
/// </summary>
/// <param name="Depth">How many blocks.</param>
/// <param name="InitialWidth">Channels that the line starts at.</param>
/// <param name="Slope">Channels that each block adds.</param>
/// <param name="Multiplier">Channels of a stage over those of the one before.</param>
/// <param name="GroupWidth">Channels of a group of the 3x3 convolutions.</param>
public sealed record RegNetOptions(int Depth, double InitialWidth, double Slope, double Multiplier, long GroupWidth)
{
    /// <summary>RegNetX of 400 million multiplications.</summary>
    public static RegNetOptions X400MF { get; } = new(22, 24, 24.48, 2.54, 16);

    /// <summary>RegNetX of 800 million multiplications.</summary>
    public static RegNetOptions X800MF { get; } = new(16, 56, 35.73, 2.28, 16);

    /// <summary>RegNetX of 1.6 billion multiplications.</summary>
    public static RegNetOptions X1600MF { get; } = new(18, 80, 34.01, 2.25, 24);

    /// <summary>RegNetX of 3.2 billion multiplications.</summary>
    public static RegNetOptions X3200MF { get; } = new(25, 88, 26.31, 2.25, 48);

    /// <summary>The stages, each of equal blocks: channels, blocks, and channels of a group.</summary>
    public IReadOnlyList<(long Channels, int Blocks, long GroupWidth)> Stages()
    {
        var widths = Enumerable.Range(0, Depth).Select(WidthOf).ToList();
        return
        [
            .. widths.Distinct().Select(width =>
            {
                var group = Math.Min(GroupWidth, width);
                return (Channels.Round(width, group), widths.Count(other => other == width), group);
            }),
        ];
    }

    private long WidthOf(int block)
    {
        var power = Math.Round(Math.Log((InitialWidth + (Slope * block)) / InitialWidth) / Math.Log(Multiplier));
        return (long)Math.Round(InitialWidth * Math.Pow(Multiplier, power) / 8) * 8;
    }
}
