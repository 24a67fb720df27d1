using QuantGen.LowBit;
using Xunit;

namespace QuantGen.Tests.LowBit;

public sealed class UniformGoldenTests
{
    [Theory]
    [LowBitData("dorefa")]
    public void DoReFaQuantizesAsTheFormulas(LowBitCase vector) => Check(vector, LowBitAlgorithm.DoReFa, static (side, vector, options) =>
    {
        var bound = options.Number("boundary");
        return vector.IsWeight
            ? Grouped(side) with { ScaledBinary = options.HasKeyword("wt_bin") && side.Levels == 2 }
            : side with { Bound = bound, Groups = null, GroupSize = null };
    });

    [Theory]
    [LowBitData("pact")]
    public void PactQuantizesAsTheFormulas(LowBitCase vector) => Check(vector, LowBitAlgorithm.Pact, static (side, vector, options) =>
    {
        var bound = options.Number("boundary");
        return vector.IsWeight ? Grouped(side) : side with { Bound = bound, Groups = null, GroupSize = null };
    });

    [Theory]
    [LowBitData("lsq")]
    public void LsqQuantizesAsTheFormulas(LowBitCase vector) => Check(vector, LowBitAlgorithm.Lsq, static (side, vector, options) =>
    {
        var halfRange = options.Flag("half_range");
        return Scaled(side, vector, options) with
        {
            HalfRange = vector.IsWeight ? null : halfRange,
            Start = LowBitStart.Fixed,
            Bound = options.Number("boundary"),
            TruncatesGradientScale = true,
        };
    });

    [Theory]
    [LowBitData("lsq-paper")]
    public void TheStepFormIsThatOfThePaper(LowBitCase vector) => Check(vector, LowBitAlgorithm.LsqStep, Step);

    [Theory]
    [LowBitData("lsqplus-paper")]
    public void LsqPlusIsThatOfThePaper(LowBitCase vector) => Check(vector, LowBitAlgorithm.LsqPlus, Step);

    private static void Check(
        LowBitCase vector, LowBitAlgorithm algorithm, Func<LowBitSide, LowBitCase, LowBitCaseOptions, LowBitSide> complete)
    {
        var options = vector.Options;
        var side = complete(options.Side(algorithm, vector), vector, options);
        options.ThrowIfAnyIsLeft();

        // Without a number of groups it is that of the learned ranges: a linear layer of the peer has one.
        if (side is { Groups: null, GroupSize: null } && vector.Parameters.Select(static learned => learned.Values.Length).FirstOrDefault() is > 0 and var count)
            side = side with { Groups = vector.IsWeight || count > 1 ? count : null };

        LowBitCheck.Step(vector, side);
    }

    // The peer takes groups and does nothing with them.
    private static LowBitSide Grouped(LowBitSide side) =>
        side.LearnedScale || side.Normalization != LowBitNormalization.None ? side : side with { Groups = null, GroupSize = null };

    private static LowBitSide Scaled(LowBitSide side, LowBitCase vector, LowBitCaseOptions options)
    {
        GradientScale? scale = options.Text("grad_scale") switch
        {
            "fan-scale" => GradientScale.FanRoot,
            "scale-fan" => GradientScale.InverseFanRoot,
            "element-scale" => GradientScale.ElementRoot,
            "scale-element" => GradientScale.InverseElementRoot,
            _ => null,
        };
        var (factor, batch) = (options.Number("scale", 0.5), options.Integer("batch_size"));
        var width = options.Number("input_size", 1) / options.Number("feature_stride", 1);
        if (scale is null)
            return side;

        // The peer counts the values of a range from its options, not from the tensor.
        var elements = vector.IsWeight || batch is null ? (long?)null : (long)(vector.Shape[1] * batch.Value * width * width / (side.Groups ?? 1));
        return side with { GradientScale = scale, GradientFactor = factor, GradientElements = elements };
    }

    private static LowBitSide Step(LowBitSide side, LowBitCase vector, LowBitCaseOptions options)
    {
        var lowest = options.Integer("Qn") ?? options.Integer("n") ?? 0;
        var highest = options.Integer("Qp") ?? options.Integer("p") ?? 0;
        return side with
        {
            Levels = highest + Math.Abs(lowest) + 1,
            HalfRange = vector.IsWeight ? null : lowest == 0,
            GradientScale = options.Text("grad") == "unscaled" ? GradientScale.None : null,
            Start = LowBitStart.Fixed,
        };
    }
}
