using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>
/// XNOR-Net++'s weights: signs times a learned scale of each group, by default of each output channel, in place of the mean magnitude. It starts
/// at the mean magnitude of the weights at the first call.
/// </summary>
/// <remarks>
/// <para>Bulat and Tzimiropoulos, XNOR-Net++: Improved Binary Neural Networks, BMVC 2019, section 4.2: a scale of the layer's output. That of an
/// output channel is one of the weight, which is the paper's first case; its factors over height and width depend on the size of
/// the output, which a layer does not know, and are not there.</para>
/// <para>dw = g gamma, masked by the gradient of the sign; dgamma = sum of g sign(w). State: <c>gamma</c>.</para>
/// </remarks>
internal sealed class XnorPlusPlusQuantizer : LowBitQuantizer
{
    private const string ScaleParameter = "gamma";

    /// <summary>Makes a quantizer.</summary>
    public XnorPlusPlusQuantizer(LowBitSide side, LowBitRole role, long[] shape)
        : base(BinaryRules.Checked(side), role, shape) => AddScale();

    private protected override bool HasStarted => HasValue(Learned(ScaleParameter));

    private protected override Tensor Quantize(Tensor values) =>
        SignFunction.Run(Side.Gradient, values) * ChannelGroups.Spread(Learned(ScaleParameter), values);

    private protected override IntegerForm Integers(Tensor values) =>
        new([SignGradient.Sign(values)], [ChannelGroups.Spread(Learned(ScaleParameter), values)], null);

    private protected override void Measure(Tensor values, long batch) =>
        Average(Learned(ScaleParameter), ChannelGroups.Mean(ChannelGroups.Split(values.abs())), batch);

    private void AddScale() => AddLearned(ScaleParameter, double.NaN);
}
