using QuantGen.LowBit;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.LowBit;

public sealed class UniformStartTests
{
    [Fact]
    public void TheStepStartsAtTwiceTheMeanMagnitudeOverTheRootOfTheHighestInteger()
    {
        using var scope = NewDisposeScope();
        var values = randn([4, 6, 3, 3]);
        var side = new LowBitSide { Algorithm = LowBitAlgorithm.LsqStep, Levels = 16 };
        var expected = 2 * values.abs().mean().item<float>() / Math.Sqrt(7);
        Assert.Equal(expected, Started(side, LowBitRole.Weight, values, "step")[0], 1e-5);
        Assert.Equal(
            2 * values.abs().mean().item<float>() / Math.Sqrt(15), Started(side, LowBitRole.Activation, values, "step")[0], 1e-5);
    }

    [Fact]
    public void ClipAndStepStartAtTheSameLevels()
    {
        using var scope = NewDisposeScope();
        var values = rand([4, 6, 3, 3]);
        foreach (var start in Enum.GetValues<LowBitStart>())
        {
            var side = new LowBitSide { Levels = 8, Start = start };
            var clip = Started(side, LowBitRole.Activation, values, "clip_val")[0];
            var step = Started(side with { Algorithm = LowBitAlgorithm.LsqStep }, LowBitRole.Activation, values, "step")[0];
            Assert.Equal(clip, step * 7, 1e-5);
        }
    }

    [Fact]
    public void LsqPlusWeightsReachThreeDeviations()
    {
        using var scope = NewDisposeScope();
        var values = randn([4, 6, 3, 3]) + 0.3;
        var (mean, deviation) = (values.mean().item<float>(), values.std(false).item<float>());
        var expected = Math.Max(Math.Abs(mean - (3 * deviation)), Math.Abs(mean + (3 * deviation))) / 8;
        var side = new LowBitSide { Algorithm = LowBitAlgorithm.LsqPlus, Levels = 16 };
        Assert.Equal(expected, Started(side, LowBitRole.Weight, values, "step")[0], 1e-4);
    }

    [Fact]
    public void EveryGroupStartsByItsOwnValues()
    {
        using var scope = NewDisposeScope();
        var values = randn([4, 6, 3, 3]);
        foreach (var start in new[] { LowBitStart.MeanMagnitude, LowBitStart.ThreeDeviations, LowBitStart.LeastSquares })
        {
            var side = new LowBitSide { Start = start, Groups = 2 };
            var whole = Started(side, LowBitRole.Weight, values, "clip_val");
            var halves = values.chunk(2, 0);
            var single = new LowBitSide { Start = start, Groups = 1 };
            Assert.Equal(Started(single, LowBitRole.Weight, halves[0], "clip_val")[0], whole[0], 1e-4);
            Assert.Equal(Started(single, LowBitRole.Weight, halves[1], "clip_val")[0], whole[1], 1e-4);
        }
    }

    [Fact]
    public void LeastSquaresIsNoWorseThanAnyRangeThatIsTried()
    {
        using var scope = NewDisposeScope();
        var values = randn([2, 3, 8, 8]);
        var side = new LowBitSide { HalfRange = false, Start = LowBitStart.LeastSquares };
        var found = Started(side, LowBitRole.Activation, values, "clip_val")[0];
        var least = Error(found);
        var largest = values.abs().max().item<float>();
        for (var i = 1; i <= 100; i++)
            Assert.True(least <= Error(largest * i / 100) + 1e-6);

        double Error(float clip)
        {
            using var quantizer = LowBitQuantizer.Create(
                side with { Start = LowBitStart.Fixed, Bound = clip }, LowBitRole.Activation, [1, 3, 1, 1]);
            return (quantizer.call(values) - values).square().mean().item<float>();
        }
    }

    [Fact]
    public void LsqPlusStartsAtTheShiftThatValuesHave()
    {
        using var scope = NewDisposeScope();
        var levels = tensor([-0.5f, 0.25f, 1f, 1.75f]);
        var values = levels[randint(4, [4, 3, 8, 8])];
        using var quantizer = LowBitQuantizer.Create(new LowBitSide { Algorithm = LowBitAlgorithm.LsqPlus }, LowBitRole.Activation, [1, 3, 1, 1]);
        Assert.True(quantizer.call(values).allclose(values, 1e-5, 1e-5));
        Assert.Equal(0.75, quantizer.get_parameter("step")!.item<float>(), 1e-5);
        Assert.Equal(-0.5, quantizer.get_parameter("offset")!.item<float>(), 1e-5);
    }

    [Fact]
    public void NothingButZerosStartAtOne()
    {
        using var scope = NewDisposeScope();
        foreach (var start in Enum.GetValues<LowBitStart>())
        {
            var side = new LowBitSide { Start = start };
            Assert.Equal(1, Started(side, LowBitRole.Activation, zeros(2, 3, 4, 4), "clip_val")[0], 1e-6);
            Assert.Equal([1f, 1], Started(side with { Groups = 2 }, LowBitRole.Weight, zeros(4, 3, 3, 3), "clip_val"));
        }
    }

    private static float[] Started(LowBitSide side, LowBitRole role, Tensor values, string name)
    {
        using var quantizer = LowBitQuantizer.Create(side, role, role == LowBitRole.Weight ? values.shape : [1, values.shape[1], 1, 1]);
        quantizer.call(values).Dispose();
        return Tensors.Floats(quantizer.get_parameter(name)!);
    }
}
