using System.Text.Json;
using QuantGen.LowBit;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.LowBit;

public sealed class LqGoldenTests
{
    private const string Basis = "basis";

    [Theory]
    [LowBitData("lq")]
    public void LqNetsQuantizesAndMovesItsBasisAsTheFormulas(LowBitCase vector)
    {
        using var scope = NewDisposeScope();
        var options = vector.Options;
        var side = options.Side(LowBitAlgorithm.LqNets, vector) with
        {
            HalfRange = options.Flag("half_range"),
            ThresholdMix = options.Number("scale"),
            RunningMean = options.HasKeyword("custom-update"),
        };
        options.ThrowIfAnyIsLeft();
        using var quantizer = Step(vector, side);

        // The first step of a running mean is the solution itself.
        using var solving = Step(vector, side with { RunningMean = true });
        foreach (var (name, expected) in vector.State)
        {
            var state = name == "solved_basis" ? solving : quantizer;
            LowBitCheck.Close(vector, name, expected, state.state_dict()[Basis]);
        }
    }

    [Fact]
    public void TheBasisFollowsItsBatches()
    {
        foreach (var record in LowBitVectors.Lists("lq_basis"))
        {
            using var scope = NewDisposeScope();
            long[] shape = [.. record.GetProperty("shape").EnumerateArray().Select(static extent => extent.GetInt64())];
            var side = new LowBitSide
            {
                Algorithm = LowBitAlgorithm.LqNets,
                Levels = (int)Math.Pow(2, record.GetProperty("bit").GetDouble()),
                HalfRange = record.GetProperty("half_range").GetBoolean(),
                RunningMean = record.GetProperty("average").GetString() == "cumulative",
            };
            using var quantizer = LowBitQuantizer.Create(side, LowBitRole.Activation, [1, shape[1], 1, 1]);
            LowBitCheck.Set(quantizer, Basis, LowBitCase.Floats(record.GetProperty("basis_start")));
            foreach (var step in record.GetProperty("steps").EnumerateArray())
            {
                using var result = quantizer.call(tensor(LowBitCase.Floats(step.GetProperty("x")), shape));
                LowBitCheck.Close("y", LowBitCase.Numbers(step.GetProperty("y")), result);
                LowBitCheck.Close(Basis, LowBitCase.Numbers(step.GetProperty("basis_after")), quantizer.state_dict()[Basis]);
            }
        }
    }

    [Fact]
    public void TheBasisStartsAsGiven()
    {
        foreach (var record in LowBitVectors.Lists("cases").Where(static record => record.TryGetProperty("what", out var what) && what.GetString() == "lq basis"))
        {
            var groups = record.GetProperty("groups").GetInt64();
            var isWeight = record.GetProperty("tag").GetString() == "wt";
            var side = new LowBitSide { Algorithm = LowBitAlgorithm.LqNets, Levels = 1 << record.GetProperty("bit").GetInt32(), Groups = (int)groups };
            using var quantizer = isWeight
                ? LowBitQuantizer.Create(side, LowBitRole.Weight, [groups, record.GetProperty("fan").GetInt64(), 1, 1])
                : LowBitQuantizer.Create(side, LowBitRole.Activation, [1, groups, 1, 1]);
            LowBitCheck.Close("start", LowBitCase.Numbers(record.GetProperty("expected")), quantizer.state_dict()[Basis]);
            Assert.Equal(Shape(record), quantizer.state_dict()[Basis].shape);
        }
    }

    private static long[] Shape(JsonElement record) => [.. record.GetProperty("shape").EnumerateArray().Select(static extent => extent.GetInt64())];

    private static LowBitQuantizer Step(LowBitCase vector, LowBitSide side)
    {
        var quantizer = LowBitCheck.Quantizer(vector, side);
        foreach (var (name, values) in vector.Parameters)
            LowBitCheck.Set(quantizer, name, values);

        var input = vector.Input().requires_grad_();
        var result = quantizer.call(input);
        result.backward([vector.Gradient()]);
        LowBitCheck.Close(vector, "y", vector.Result, result);
        LowBitCheck.Close(vector, "dx", vector.InputGradient, input.grad!);
        return quantizer;
    }
}
