using QuantGen.LowBit;
using QuantGen.Tests.PowerOfTwo;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.LowBit.Fatnn;

public sealed class FatnnQuantizerTests
{
    private static readonly LowBitSide Plain = new() { Algorithm = LowBitAlgorithm.Fatnn };

    [Theory]
    [InlineData(LowBitRole.Activation, 5, null)]
    [InlineData(LowBitRole.Activation, 4, false)]
    [InlineData(LowBitRole.Weight, 4, null)]
    public void LevelsThatThereAreNotAreRefused(LowBitRole role, int levels, bool? halfRange) => Assert.Contains(
        "FATNN",
        Assert.Throws<QuantizationException>(() => LowBitQuantizer.Create(Plain with { Levels = levels, HalfRange = halfRange }, role, [2, 2, 1, 1])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void LevelsAreIntegersWithThresholdsInTheMiddleOfEachStep()
    {
        using var scope = NewDisposeScope();
        var quantizer = LowBitQuantizer.Create(Plain with { Bound = 3 }, LowBitRole.Activation, [1, 1, 1, 1]);
        Set(quantizer, 1, 0.5f, 2);

        // Steps of widths 1, 2 and 0.5 from zero on; at a threshold the lower level.
        float[] values = [-1, 0.5f, 0.51f, 2, 2.01f, 3.25f, 3.26f, 9];
        Assert.Equal([0f, 0, 1, 1, 2, 2, 3, 3], Tensors.Floats(quantizer.forward(tensor(values, [1, 1, 8, 1]))));
    }

    [Fact]
    public void TheClosedFormScaleIsThatOfTheLastBatchOrTheMeanOfAll()
    {
        using var scope = NewDisposeScope();
        foreach (var isMean in new[] { false, true })
        {
            var quantizer = LowBitQuantizer.Create(Plain with { Levels = 2, ClosedFormScale = true, RunningMean = isMean, Slope = 1 }, LowBitRole.Activation, [1, 1, 1, 1]);
            Assert.Equal([0f, 2, 2], Run(quantizer, 0.2f, 1.5f, 2.5f));
            Assert.Equal(isMean ? [0f, 3, 3] : [0f, 4, 4], Run(quantizer, 0.2f, 3.5f, 4.5f));
            quantizer.eval();
            Assert.Equal([0f, isMean ? 3 : 4], Run(quantizer, 0.2f, 9));
        }
    }

    [Fact]
    public void WithoutALevelAboveZeroTheScaleIsTheMean()
    {
        using var scope = NewDisposeScope();
        var quantizer = LowBitQuantizer.Create(Plain with { Levels = 2, ClosedFormScale = true, Slope = 1 }, LowBitRole.Activation, [1, 1, 1, 1]);
        Assert.Equal([0f, 0], Run(quantizer, 0.2f, 0.4f));
        Assert.Equal(0.3f, quantizer.state_dict()["basis"].item<float>(), 1e-6f);
    }

    [Fact]
    public void TheClosedFormScaleIsAConstantForTheGradient()
    {
        using var scope = NewDisposeScope();
        var quantizer = LowBitQuantizer.Create(Plain with { Levels = 4, ClosedFormScale = true, Groups = 2, Slope = 2 }, LowBitRole.Activation, [1, 2, 1, 1]);
        var (left, right) = (new Draws(1).Uniform(3, 2, 4, 4).requires_grad_(), new Draws(1).Uniform(3, 2, 4, 4).requires_grad_());
        quantizer.forward(left).sum().backward();
        var scale = quantizer.state_dict()["basis"].clone();
        quantizer.forward(right);
        var plain = LowBitQuantizer.Create(Plain with { Levels = 4, Groups = 2, Slope = 2 }, LowBitRole.Activation, [1, 2, 1, 1]);
        plain.forward(right).sum().backward();
        Assert.True((right.grad! * scale).allclose(left.grad!));
    }

    [Fact]
    public void WarmUpMakesStepsOfTheMeanLargestMagnitude()
    {
        using var scope = NewDisposeScope();
        var quantizer = LowBitQuantizer.Create(Plain with { WarmUpSteps = 2 }, LowBitRole.Activation, [1, 1, 1, 1]);
        Assert.Equal([1f, -5], Run(quantizer, 1, -5));
        Run(quantizer, 4, 7);
        foreach (var (_, slope) in quantizer.named_parameters())
            Assert.Equal(3 / 6f, slope.item<float>(), 1e-6f);
    }

    [Fact]
    public void WeightsStartWithZeroBelowSevenTenthsOfTheirMeanMagnitude()
    {
        using var scope = NewDisposeScope();
        var quantizer = LowBitQuantizer.Create(Plain with { Levels = 3, ClosedFormScale = true }, LowBitRole.Weight, [2, 4]);
        quantizer.eval();
        float[] weights = [0.01f, -0.02f, 0.02f, 0.05f, 1, -2, -3, 5];
        Assert.Equal([0f, -0.035f, 0.035f, 0.035f, 0, -3.85f, -3.85f, 3.85f], Tensors.Floats(quantizer.forward(tensor(weights, [2, 4]))).Select(static value => MathF.Round(value, 5)));

        // A second call starts nothing anew.
        Assert.All(Tensors.Floats(quantizer.forward(tensor(weights, [2, 4]) * 0.1f))[..4], static value => Assert.Equal(0, value));
    }

    [Fact]
    public void TheGradientMakesUpForWhatIsClipped()
    {
        using var scope = NewDisposeScope();
        float[] values = [0.5f, 2, 3, 4, 5, 6, 7, 8];
        foreach (var (truncates, count, factor) in new[] { (false, 8, Math.Sqrt(8)), (true, 8, Math.Sqrt(8)), (false, 2, Math.Sqrt(2)), (true, 2, 1) })
        {
            var side = Plain with { Levels = 2, Slope = 1, Gradient = GradientKind.InsideShare, TruncatesGradientScale = truncates };
            var quantizer = LowBitQuantizer.Create(side, LowBitRole.Activation, [1, 1, 1, 1]);
            var input = tensor(values[..count], [1, 1, count, 1]).requires_grad_();
            quantizer.forward(input).sum().backward();
            Assert.Equal(factor, input.grad!.sum().item<float>(), 1e-5);
        }
    }

    private static void Set(LowBitQuantizer quantizer, params float[] slopes)
    {
        using var noGradient = no_grad();
        foreach (var ((_, parameter), slope) in quantizer.named_parameters().Zip(slopes))
            parameter.fill_(slope);
    }

    private static float[] Run(LowBitQuantizer quantizer, params float[] values) =>
        Tensors.Floats(quantizer.forward(tensor(values, [1, 1, values.Length, 1])));
}
