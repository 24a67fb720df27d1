using FsCheck.Fluent;
using QuantGen.Testing.Randomness;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Randomness;

/// <summary>What tests draw is the same in every run.</summary>
public sealed class RandomDataTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TensorsAreTheSameWhateverWasDrawnBefore(int draws)
    {
        var here = Drawn();
        random.manual_seed(TestSeed.Fixed);

        Assert.Equal(Drawn(), here);

        for (var i = 0; i < draws; i++)
            Drawn();
    }

    [Fact]
    public void PropertiesDrawTheSameAgain()
    {
        Assert.Equal(DrawnByProperty(), DrawnByProperty());
        Assert.Equal(100 * TestSeed.OfProperties.Count, DrawnByProperty().Count);
    }

    [Fact]
    public void AFailureNamesTheSeedThatDrawsItAgain()
    {
        var error = Assert.ThrowsAny<Exception>(static () => Prop.ForAll(Gen.Choose(0, 99).ToArbitrary(), static number => number < 50).Holds());

        Assert.Contains(FormattableString.Invariant($"set {TestSeed.Variable}={TestSeed.OfProperties[0]} "), error.Message, StringComparison.Ordinal);
    }

    private static float[] Drawn()
    {
        using var values = rand(4);
        return Tensors.Floats(values);
    }

    private static List<int> DrawnByProperty()
    {
        var drawn = new List<int>();
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), drawn.Add).Holds();
        return drawn;
    }
}
