using QuantGen.LowBit;
using Xunit;

namespace QuantGen.Tests.LowBit;

public sealed class LowBitSideTests
{
    private static readonly long[] Weight = [4, 6, 3, 3];
    private static readonly long[] Input = [1, 6, 1, 1];

    public static TheoryData<LowBitSide, LowBitRole, string> Ignored => new()
    {
        { new() { ThresholdMix = 0.4 }, LowBitRole.Weight, "Lsq does not look at ThresholdMix for weights: leave it out." },
        { new() { Gradient = GradientKind.Triangle }, LowBitRole.Activation, "Lsq does not look at GradientKind.Triangle for activations: leave it out." },
        { new() { HalfRange = true }, LowBitRole.Weight, "Lsq does not look at HalfRange for weights: leave it out." },
        { new() { Algorithm = LowBitAlgorithm.DoReFa, HalfRange = true }, LowBitRole.Weight, "DoReFa does not look at HalfRange for weights: leave it out." },
        { new() { Algorithm = LowBitAlgorithm.Pact, Groups = 2 }, LowBitRole.Activation, "Pact does not look at Groups for activations: leave it out." },
        {
            new() { Normalization = LowBitNormalization.MeanAndDeviation }, LowBitRole.Activation,
            "Lsq does not look at Normalization for activations: leave it out."
        },
        { new() { LearnedScale = true }, LowBitRole.Activation, "Lsq does not look at LearnedScale for activations: leave it out." },
        { new() { RestoreNormalization = true }, LowBitRole.Weight, "RestoreNormalization undoes nothing without Normalization: change the options for weights." },
        { new() { Bound = 2, Start = LowBitStart.Maximum }, LowBitRole.Activation, "Bound is where a range starts that starts at LowBitStart.Fixed: change the options for activations." },
        { new() { WarmUpFactor = 2 }, LowBitRole.Activation, "WarmUpFactor does nothing without WarmUpSteps: change the options for activations." },
        {
            new() { Algorithm = LowBitAlgorithm.DoReFa, Groups = 2 }, LowBitRole.Weight,
            "Groups of DoReFa are those of Normalization and LearnedScale: change the options for weights."
        },
        {
            new() { GradientFactor = 2 }, LowBitRole.Weight,
            "GradientFactor and GradientElements do nothing without GradientScale: change the options for weights."
        },
        {
            new() { Algorithm = LowBitAlgorithm.LsqStep, GradientScale = GradientScale.None, GradientElements = 2 }, LowBitRole.Weight,
            "GradientFactor and GradientElements do nothing with GradientScale.None: change the options for weights."
        },
        { new() { LossFactor = 2 }, LowBitRole.Activation, "LossFactor does nothing without Loss: change the options for activations." },
        { new() { Groups = 2, GroupSize = 3 }, LowBitRole.Activation, "A number of groups and the size of one exclude each other: set Groups or GroupSize." },
    };

    [Theory]
    [MemberData(nameof(Ignored))]
    public void WhatNobodyLooksAtIsRefused(LowBitSide side, LowBitRole role, string message)
    {
        var error = Assert.Throws<ArgumentException>(() => Make(side, role));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, "4 groups do not divide the 6 channels of an activation")]
    public void GroupsDivideTheChannels(int groups, string message)
    {
        var error = Assert.Throws<QuantizationException>(() => Make(new LowBitSide { Groups = groups }, LowBitRole.Activation));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Throws<QuantizationException>(() => Make(new LowBitSide { GroupSize = groups }, LowBitRole.Activation));
    }

    [Theory]
    [InlineData(LowBitAlgorithm.DoReFa)]
    [InlineData(LowBitAlgorithm.Pact)]
    [InlineData(LowBitAlgorithm.None)]
    public void AnAlgorithmWithoutThatSideIsRefused(LowBitAlgorithm algorithm) =>
        Assert.Throws<QuantizationException>(() => Make(new LowBitSide { Algorithm = algorithm }, LowBitRole.Output));

    [Fact]
    public void ValuesOutOfRangeAreRefusedWhereTheyAreSet()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new LowBitSide { Levels = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new LowBitSide { Levels = 65537 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new LowBitSide { Groups = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new LowBitSide { Bound = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new LowBitSide { WarmUpSteps = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new LowBitSide { Start = (LowBitStart)17 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new LowBitSide { ThresholdMix = 1.1 });
    }

    [Theory]
    [InlineData(null, null, 4)]
    [InlineData(1, null, 1)]
    [InlineData(8, null, 8)]
    [InlineData(null, 3, 8)]
    [InlineData(24, null, 24)]
    public void AWeightIsSplitAlongOutputsAndInputs(int? groups, int? size, int expected)
    {
        using var quantizer = LowBitQuantizer.Create(new LowBitSide { Groups = groups, GroupSize = size }, LowBitRole.Weight, Weight);
        Assert.Equal(expected, quantizer.Groups);
        Assert.Equal([expected, 1L, 1, 1], quantizer.get_parameter("clip_val")!.shape);
    }

    private static void Make(LowBitSide side, LowBitRole role) =>
        LowBitQuantizer.Create(side, role, role == LowBitRole.Weight ? Weight : Input).Dispose();
}
