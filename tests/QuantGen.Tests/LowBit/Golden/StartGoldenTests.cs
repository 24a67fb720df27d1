using System.Globalization;
using QuantGen.LowBit;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.LowBit;

public sealed class StartGoldenTests
{
    [Theory]
    [LowBitRecords("warmup")]
    public void WarmUpAveragesTheLargestMagnitudes(int place)
    {
        using var scope = NewDisposeScope();
        var record = LowBitVectors.Lists("warmup").ElementAt(place);
        var correlate = record.GetProperty("correlate").GetDouble();
        long[] shape = [.. record.GetProperty("shape").EnumerateArray().Select(static extent => extent.GetInt64())];
        using var quantizer = LowBitQuantizer.Create(
            new LowBitSide
            {
                Algorithm = record.GetProperty("algorithm").GetString() == "pact" ? LowBitAlgorithm.Pact : LowBitAlgorithm.Lsq,
                Levels = (int)Math.Pow(2, record.GetProperty("bit").GetDouble()),
                WarmUpSteps = record.GetProperty("stable").GetInt32(),
                WarmUpFactor = correlate > 0 ? correlate : null,
            },
            LowBitRole.Activation,
            [1, shape[1], 1, 1]);
        foreach (var step in record.GetProperty("steps").EnumerateArray())
        {
            using var result = quantizer.call(tensor(LowBitCase.Floats(step.GetProperty("x")), shape));
            LowBitCheck.Close("y", LowBitCase.Numbers(step.GetProperty("y")), result);
            LowBitCheck.Close("clip", [step.GetProperty("clip_after").GetDouble()], quantizer.get_parameter("clip_val")!);
        }
    }

    [Theory]
    [LowBitRecords("progressive")]
    public void FewerLevelsKeepTheStep(int place)
    {
        using var scope = NewDisposeScope();
        var record = LowBitVectors.Lists("progressive").ElementAt(place);
        using var quantizer = LowBitQuantizer.Create(
            new LowBitSide { Levels = record.GetProperty("start_levels").GetInt32(), Bound = record.GetProperty("start_clip").GetDouble() },
            LowBitRole.Activation,
            [1, 4, 1, 1]);
        foreach (var change in record.GetProperty("changes").EnumerateArray())
        {
            // A negative number lowers the levels by so many.
            var number = int.Parse(change.GetProperty("level_num").GetString()!, CultureInfo.InvariantCulture);
            quantizer.Levels = number < 0 ? quantizer.Levels + number : number;
            Assert.Equal(change.GetProperty("levels_after").GetDouble(), quantizer.Levels);
            LowBitCheck.Close("clip", [change.GetProperty("clip_after").GetDouble()], quantizer.get_parameter("clip_val")!);
        }
    }

    [Theory]
    [InlineData(LowBitAlgorithm.Lsq)]
    [InlineData(LowBitAlgorithm.Pact)]
    public void AFixedClipStartsAtTheBound(LowBitAlgorithm algorithm)
    {
        using var scope = NewDisposeScope();
        var side = new LowBitSide { Algorithm = algorithm, Start = LowBitStart.Fixed };
        using var plain = LowBitQuantizer.Create(side, LowBitRole.Activation, [1, 4, 1, 1]);
        using var bounded = LowBitQuantizer.Create(side with { Bound = 8 }, LowBitRole.Activation, [1, 4, 1, 1]);
        Assert.Equal([1f], Tensors.Floats(plain.get_parameter("clip_val")!));
        Assert.Equal([8f], Tensors.Floats(bounded.get_parameter("clip_val")!));
    }
}
