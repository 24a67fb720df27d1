using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>The distance between values and their quantized form.</summary>
internal static class LossTerm
{
    /// <summary>The term of a side that asks for one. Differentiable.</summary>
    public static Tensor Of(Tensor values, Tensor quantized, LowBitSide side)
    {
        using var scope = NewDisposeScope();
        var distance = side.Loss switch
        {
            LowBitLoss.Absolute => (values - quantized).abs().mean(),
            LowBitLoss.Squared => (values - quantized).square().mean(),
            _ => (((values * quantized).sum() / (quantized * quantized).sum()) - 1).abs(),
        };
        return (distance * (side.LossFactor ?? 1)).MoveToOuterDisposeScope();
    }
}
