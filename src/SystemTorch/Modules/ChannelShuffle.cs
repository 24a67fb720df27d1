using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Deals channels out of groups, one of each in turn.</summary>
public sealed class ChannelShuffle : ParameterLessModule<Tensor, Tensor>
{
    private static readonly Operator Shuffle = new("aten::channel_shuffle");

    internal ChannelShuffle(long groups)
        : base(nameof(ChannelShuffle))
    {
        this.groups = groups;
    }

    public long groups { get; set; }

    public override Tensor forward(Tensor tensor) => Shuffle.Call(tensor, groups);
}
