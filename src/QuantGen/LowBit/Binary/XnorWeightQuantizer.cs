using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>XNOR-Net's weights: signs times the mean magnitude of their group. See <see cref="XnorWeightFunction"/>.</summary>
/// <remarks>
/// With a learned scale <c>gamma</c> behind it this is what the peer's program calls XNOR-Net++: the mean magnitude stays.
/// <see cref="XnorPlusPlusQuantizer"/> is the paper's form.
/// </remarks>
internal sealed class XnorWeightQuantizer(LowBitSide side, LowBitRole role, long[] shape) : LowBitQuantizer(BinaryRules.Checked(side), role, shape)
{
    private XnorWeight Settings => new(ChannelGroups, Side.Gradient, Side.ScaleGradient);

    private protected override Tensor Quantize(Tensor values) => XnorWeightFunction.Run(Settings, values);

    private protected override IntegerForm Integers(Tensor values)
    {
        var magnitude = ChannelGroups.Mean(ChannelGroups.Split(values.abs()));
        return new IntegerForm([SignGradient.Sign(values)], [ChannelGroups.Spread(magnitude, values)], null);
    }
}
