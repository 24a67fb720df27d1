using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>
/// LSQ as the paper has it: <c>step</c> times integers from 0 to L - 1, or from -L/2 to L/2 - 1. Its gradient is divided by sqrt(N Qp), with the N
/// values that share the step and the highest integer Qp. The weights of LSQ+ are the same with another start.
/// </summary>
/// <remarks>S. Esser and others, LSQ, 2020, sections 2.1 and 2.2; Y. Bhalgat and others, LSQ+, 2020, section 3.3.</remarks>
internal sealed class LsqStepQuantizer(LowBitSide side, LowBitRole role, long[] shape)
    : UniformQuantizer(
        side,
        role,
        shape,
        "step",
        StepGrids.Of(side, role),
        side.Algorithm == LowBitAlgorithm.LsqPlus ? LowBitStart.ThreeDeviations : LowBitStart.MeanMagnitude)
{
    private protected override (GradientScale Scale, double Factor) DefaultGradientScale => StepGrids.GradientScale(Grid);

    private protected override Tensor Quantize(Tensor values) => UniformFunction.Run(Settings(values), values, LearnedRange);

    // The step is what is learned, and stays.
    private protected override void ChangeLevels(int from, int to) => StepGrids.Check(Side, Role, to);
}
