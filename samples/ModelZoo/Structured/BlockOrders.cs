namespace ModelZoo;

/// <summary>What the orders mean.</summary>
internal static class BlockOrders
{
    private static readonly UnitPart[] ConvNormActivation = [UnitPart.Convolution, UnitPart.Norm, UnitPart.Activation];
    private static readonly UnitPart[] ConvActivationNorm = [UnitPart.Convolution, UnitPart.Activation, UnitPart.Norm];
    private static readonly UnitPart[] NormActivationConv = [UnitPart.Norm, UnitPart.Activation, UnitPart.Convolution];
    private static readonly UnitPart[] NormConvActivation = [UnitPart.Norm, UnitPart.Convolution, UnitPart.Activation];

    /// <summary>The parts of a unit, without the sum.</summary>
    public static IReadOnlyList<UnitPart> Parts(this BlockOrder order) => order switch
    {
        BlockOrder.ConvNormSkipActivation or BlockOrder.ConvNormActivationSkip => ConvNormActivation,
        BlockOrder.ConvActivationNormSkip => ConvActivationNorm,
        BlockOrder.NormActivationConvSkip => NormActivationConv,
        _ => NormConvActivation,
    };

    /// <summary>Whether the last activation of a block comes behind the sum; else the sum is the last thing.</summary>
    public static bool ActivatesSum(this BlockOrder order) => order == BlockOrder.ConvNormSkipActivation;

    /// <summary>Those of its parts that come before the convolution.</summary>
    public static IEnumerable<UnitPart> BeforeConvolution(this BlockOrder order) => order.Parts().TakeWhile(static part => part != UnitPart.Convolution);

    /// <summary>The convolution and what comes behind.</summary>
    public static IEnumerable<UnitPart> FromConvolution(this BlockOrder order) => order.Parts().SkipWhile(static part => part != UnitPart.Convolution);
}
