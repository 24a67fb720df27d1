using QuantGen;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// A skip connection that takes every n-th value of every n-th row and fills up the channels with zeros (He et al. 2016, section 4.1, option A).
/// </summary>
[Quantize(PerChannel)]
public sealed partial class PaddedIdentity : Module<Tensor, Tensor>
{
    private readonly long stride;
    private readonly long moreChannels;

    /// <summary>Makes a module.</summary>
    /// <param name="stride">The distance of the values that are taken.</param>
    /// <param name="moreChannels">Channels of zeros behind those of the input.</param>
    public PaddedIdentity(long stride, long moreChannels)
        : base(nameof(PaddedIdentity))
    {
        this.stride = stride;
        this.moreChannels = moreChannels;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var taken = x[TensorIndex.Colon, TensorIndex.Colon, TensorIndex.Slice(step: stride), TensorIndex.Slice(step: stride)];
        return functional.pad(taken, [0, 0, 0, 0, 0, moreChannels]);
    }
}
