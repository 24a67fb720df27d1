using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>PACT for activations: one bound for all channels is learned, <c>clip_val</c>. See <see cref="PactFunction"/>.</summary>
/// <remarks>
/// J. Choi and others, PACT, 2018. The paper decays the bound like the weights: give clip values that decay where the optimizer is made.
/// </remarks>
internal sealed class PactQuantizer(LowBitSide side, LowBitRole role, long[] shape)
    : UniformQuantizer(side, role, shape, "clip_val", UniformGrid.HalfRange, LowBitStart.Fixed)
{
    private protected override Tensor Quantize(Tensor values) => PactFunction.Run(Settings(values), values, LearnedRange);

    private protected override IntegerForm Integers(Tensor values) =>
        UniformOperators.Form(Settings(values), values, PactFunction.Bound(LearnedRange), null);

    // What the bound is good for does not depend on the levels below it.
    private protected override void ChangeLevels(int from, int to)
    {
    }
}
