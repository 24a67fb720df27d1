using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>DoReFa for weights, which PACT takes over: levels from -1 to 1 by tanh. See <see cref="DoReFaFunction"/>. Nothing is learned.</summary>
internal sealed class DoReFaWeight(LowBitSide side, LowBitRole role, long[] shape) : LowBitQuantizer(side, role, shape)
{
    private UniformGrid Grid => UniformGrid.FullRange(Levels);

    private protected override Tensor Quantize(Tensor values) => DoReFaFunction.Run(Grid, values);

    private protected override IntegerForm Integers(Tensor values) =>
        new([DoReFaFunction.Integers(Grid, values)], [values.new_full([], 1.0 / (Levels - 1))], null);

    private protected override void ChangeLevels(int from, int to)
    {
    }
}
