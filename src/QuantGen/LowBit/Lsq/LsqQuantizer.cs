using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>
/// LSQ with the end of the range as the parameter <c>clip_val</c>: c/n R(n clamp(x / |c|, 0, 1)), or levels from -c to c, which for an even number
/// of levels leave out zero. Gradients are those of <see cref="UniformFunction"/>.
/// </summary>
/// <remarks>
/// S. Esser and others, LSQ, 2020, with c = n s; the clip's gradient is then that of the step over n, here without a factor unless one is asked
/// for.
/// </remarks>
internal sealed class LsqQuantizer(LowBitSide side, LowBitRole role, long[] shape)
    : UniformQuantizer(
        side, role, shape, "clip_val", HalfRangeOf(side, role) ? UniformGrid.HalfRange : UniformGrid.FullRange, LowBitStart.MeanMagnitude)
{
    private protected override Tensor Quantize(Tensor values) => UniformFunction.Run(Settings(values), values, LearnedRange);

    // The step stays.
    private protected override void ChangeLevels(int from, int to) => LearnedRange.mul_((to - 1.0) / (from - 1.0));
}
