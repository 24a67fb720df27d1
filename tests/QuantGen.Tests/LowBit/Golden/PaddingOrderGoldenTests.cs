using QuantGen.LowBit;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.LowBit;

/// <summary>Zeros of a padding before and after quantization: what levels make of them is part of the algorithms.</summary>
public sealed class PaddingOrderGoldenTests
{
    [Theory]
    [LowBitRecords("cases", Field = "padding_after_quant")]
    public void AConvolutionsBorderIsThatOfTheOrder(int place)
    {
        using var scope = NewDisposeScope();
        var record = LowBitVectors.Lists("cases").Where(static record => record.TryGetProperty("padding_after_quant", out _)).ElementAt(place);
        var isBinary = record.GetProperty("algorithm").GetString() == "xnor";
        var side = new LowBitSide
        {
            Algorithm = isBinary ? LowBitAlgorithm.Xnor : LowBitAlgorithm.Lsq,
            Levels = (int)Math.Pow(2, record.GetProperty("bits").GetDouble()),
            Bound = isBinary ? null : record.GetProperty("clip_val").GetDouble(),
        };
        var (input, weight) = (Read("x"), Read("weight"));
        using var inputs = LowBitQuantizer.Create(
            isBinary ? side : side with { HalfRange = false }, LowBitRole.Activation, [1, input.shape[1], 1, 1]);
        using var weights = LowBitQuantizer.Create(isBinary ? side : side with { Groups = 1 }, LowBitRole.Weight, weight.shape);
        var padding = record.GetProperty("padding").GetInt64();
        var padded = record.GetProperty("padding_after_quant").GetBoolean() ? Pad(inputs.call(input)) : inputs.call(Pad(input));
        var result = nn.functional.conv2d(padded, weights.call(weight), strides: [record.GetProperty("stride").GetInt64()]);
        LowBitCheck.Close("y", LowBitCase.Numbers(record.GetProperty("expected")), result);

        Tensor Pad(Tensor values) => nn.functional.pad(values, [padding, padding, padding, padding]);

        Tensor Read(string name) => tensor(
            LowBitCase.Floats(record.GetProperty(name)),
            [.. record.GetProperty(name).GetProperty("shape").EnumerateArray().Select(static extent => extent.GetInt64())]);
    }
}
