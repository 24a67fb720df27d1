namespace ModelZoo;

/// <summary>How wide the 3x3 convolution of a <see cref="Bottleneck"/> is.</summary>
/// <param name="Groups">Into how many groups its channels are divided: the cardinality of ResNeXt (Xie et al. 2017).</param>
/// <param name="PerGroup">Channels of a group where the stage has 64: twice as many in a wide ResNet (Zagoruyko and Komodakis 2016).</param>
public sealed record BottleneckWidth(long Groups = 1, long PerGroup = 64)
{
    /// <summary>A plain ResNet's.</summary>
    public static BottleneckWidth Plain { get; } = new();

    /// <summary>Channels of the 3x3 convolution.</summary>
    /// <param name="channels">Channels of the stage, before the block's expansion.</param>
    public long Of(long channels) => channels * PerGroup / 64 * Groups;
}
