using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>The runs of values that lie side by side and are of one group, in a tensor that <see cref="DenseValues.CanRun"/>.</summary>
/// <param name="groups">The groups.</param>
/// <param name="values">The tensor.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly struct ValueRuns(ChannelGroups groups, Tensor values)
{
    private readonly long _groups = groups.Count;

    /// <summary>How many values each run has.</summary>
    public long Length { get; } = groups.RunLength(values);

    /// <summary>How many runs there are.</summary>
    public long Count { get; } = values.numel() / groups.RunLength(values);

    /// <summary>The group of a run.</summary>
    public int Group(long run) => (int)(run % _groups);
}
