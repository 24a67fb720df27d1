using QuantGen.LowBit;
using Xunit;

namespace QuantGen.Tests.LowBit.LqNets;

public sealed class LqTableTests
{
    [Fact]
    public void TernaryHasALevelOfZero()
    {
        var table = LqTable.Of(LqCodes.Of(3, halfRange: false), [0.5f], 0.5);
        Assert.Equal([-0.5f, 0f, 0.5f], table.Levels(0).ToArray());
        Assert.Equal([-0.25f, 0.25f], table.Thresholds(0).ToArray());
    }

    [Fact]
    public void ThreeLevelsFromZeroOnAreZeroAndTheBasis() =>
        Assert.Equal([0f, 0.5f, 1.25f], LqTable.Of(LqCodes.Of(3, halfRange: true), [0.5f, 1.25f], 0.5).Levels(0).ToArray());

    [Fact]
    public void LevelsAreSortedWhateverTheBasis()
    {
        var table = LqTable.Of(LqCodes.Of(4, halfRange: false), [2f, -0.5f], 0.5);
        Assert.Equal([-2.5f, -1.5f, 1.5f, 2.5f], table.Levels(0).ToArray());
        Assert.Equal([-1f, 1f], table.CodesOf(0, 0).ToArray());
        Assert.Equal([1f, 1f], table.CodesOf(0, 2).ToArray());
    }

    [Theory]
    [InlineData(true, new[] { 0.3f, 1.3f, 2.3f })]
    [InlineData(false, new[] { -1.6f, 0f, 1.6f })]
    public void AMixMovesThresholdsTowardTheLevelNearerToZero(bool halfRange, float[] expected)
    {
        var thresholds = LqTable.Of(LqCodes.Of(4, halfRange), [1f, 2f], 0.7).Thresholds(0);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], thresholds[i], 1e-6f);
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(257, true)]
    [InlineData(1, true)]
    public void LevelsThatHaveNoCodesAreRefused(int levels, bool halfRange) =>
        Assert.Contains(levels.ToString(System.Globalization.CultureInfo.InvariantCulture), Assert.Throws<QuantizationException>(() => LqCodes.Of(levels, halfRange)).Message, StringComparison.Ordinal);
}
