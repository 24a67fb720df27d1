using System.Runtime.InteropServices;

namespace QuantGen.Modules;

/// <summary>Where the channels of a contiguous tensor (N, C, ...) lie.</summary>
/// <param name="Batch">The number of samples, N.</param>
/// <param name="Channels">The number of channels, C.</param>
/// <param name="Inner">How many values of one channel lie side by side: the product of the extents after C.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ChannelLayout(long Batch, int Channels, long Inner)
{
    /// <summary>How many values each channel has.</summary>
    public long PerChannel => Batch * Inner;

    /// <summary>Where the values of a channel in a sample begin.</summary>
    public long Start(long sample, int channel) => ((sample * Channels) + channel) * Inner;
}
