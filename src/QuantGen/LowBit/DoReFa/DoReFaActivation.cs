using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>DoReFa for activations: y = c/n R(n/c clamp(x, 0, c)) with a constant bound c, dx = g 1[0 &lt;= x &lt;= c].</summary>
/// <remarks>S. Zhou and others, DoReFa-Net, 2016, section 2.5, where c = 1.</remarks>
internal sealed class DoReFaActivation(LowBitSide side, LowBitRole role, long[] shape) : LowBitQuantizer(side, role, shape)
{
    private UniformSettings Settings => new(UniformGrid.HalfRange(Levels), ChannelGroups, IsPrivate: ResultIsPrivate);

    private protected override Tensor Quantize(Tensor values)
    {
        using var bound = Bound(values);
        return UniformFunction.Run(Settings, values, bound);
    }

    private protected override IntegerForm Integers(Tensor values) => UniformOperators.Form(Settings, values, Bound(values), null);

    private protected override void ChangeLevels(int from, int to)
    {
    }

    private Tensor Bound(Tensor values) => values.new_full([1], Side.Bound ?? 1);
}
