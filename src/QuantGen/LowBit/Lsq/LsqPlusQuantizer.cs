using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>
/// LSQ+ for activations: <c>step</c> s and <c>offset</c> o are learned, y = s clamp(R((x - o) / s)) + o. Values that lie beyond the ends move the
/// offset, so that the levels follow activations with a small negative part.
/// </summary>
/// <remarks>Y. Bhalgat and others, LSQ+, 2020, section 3.1; both start where the squared error is the least.</remarks>
internal sealed class LsqPlusQuantizer : UniformQuantizer
{
    private const string OffsetParameter = "offset";

    public LsqPlusQuantizer(LowBitSide side, LowBitRole role, long[] shape)
        : base(side, role, shape, "step", StepGrids.Of(side, role), LowBitStart.LeastSquares) => AddLearned(OffsetParameter, 0);

    private protected override (GradientScale Scale, double Factor) DefaultGradientScale => StepGrids.GradientScale(Grid);

    private protected override void Measure(Tensor values, long batch)
    {
        if (Start != LowBitStart.LeastSquares)
        {
            base.Measure(values, batch);
            return;
        }

        var (range, offset) = LeastSquares.RangeAndOffset(ChannelGroups.Split(values), Grid, ChannelGroups);
        Average(LearnedRange, range, batch);
        Average(Learned(OffsetParameter), offset, batch);
    }

    private protected override Tensor Quantize(Tensor values) =>
        UniformFunction.Run(Settings(values), values, LearnedRange, Learned(OffsetParameter));

    private protected override IntegerForm Integers(Tensor values) =>
        UniformOperators.Form(Settings(values), values, LearnedRange, Learned(OffsetParameter));

    // The step is what is learned, and stays.
    private protected override void ChangeLevels(int from, int to) => StepGrids.Check(Side, Role, to);
}
