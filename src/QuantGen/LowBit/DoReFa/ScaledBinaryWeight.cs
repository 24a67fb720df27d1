using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>DoReFa's weights of one bit: the signs times the mean magnitude. See <see cref="ScaledBinaryFunction"/>. Nothing is learned.</summary>
internal sealed class ScaledBinaryWeight(LowBitSide side, LowBitRole role, long[] shape) : LowBitQuantizer(side, role, shape)
{
    private protected override Tensor Quantize(Tensor values) => ScaledBinaryFunction.Run(Role, values);

    private protected override IntegerForm Integers(Tensor values) =>
        new([ScaledBinaryFunction.Signs(values)], [ScaledBinaryFunction.Scale(values)], null);
}
