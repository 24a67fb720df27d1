using QuantGen.LowBit;
using QuantGen.Tests.PowerOfTwo;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.LowBit.Fatnn;

public sealed class FatnnGradientTests
{
    [Theory]
    [InlineData(2, true, 1)]
    [InlineData(3, true, 2)]
    [InlineData(4, true, 1)]
    [InlineData(4, true, 4)]
    [InlineData(3, false, 1)]
    [InlineData(3, false, 2)]
    public void OfActivationsIsThatOfTheStepsWithoutRounding(int levels, bool halfRange, long groups) =>
        Check(LowBitRole.Activation, levels, halfRange, groups, [1, 4, 1, 1], [2, 4, 5, 3]);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    public void OfWeightsIsThatOfTheStepsWithoutRounding(long groups) =>
        Check(LowBitRole.Weight, 3, halfRange: false, groups, [4, 2, 3, 3], [4, 2, 3, 3]);

    private static void Check(LowBitRole role, int levels, bool halfRange, long groups, long[] declared, long[] shape)
    {
        using var scope = NewDisposeScope();
        var draws = new Draws(levels);
        var split = new ChannelGroups(role, declared, groups);
        var range = new FatnnRange(split, halfRange, InsideShare: false, Truncates: false);
        List<Tensor> tensors = [(draws.Normal(shape) * 2).to(ScalarType.Float64)];
        for (var i = 0; i < levels - 1; i++)
        {
            // The sign of a slope does not count.
            var slope = (draws.Uniform(split.ParameterShape) + 0.7f).to(ScalarType.Float64);
            tensors.Add(i == 1 ? slope.neg() : slope);
        }

        var gradient = draws.Normal(shape).to(ScalarType.Float64);
        for (var which = 0; which < tensors.Count; which++)
            Surrogate.Check(x => FatnnFunction.Run(range, x), x => WithoutRounding(x, split, halfRange), [.. tensors], which, gradient);
    }

    private static Tensor WithoutRounding(Tensor[] tensors, ChannelGroups groups, bool halfRange)
    {
        var values = tensors[0];
        Tensor[] slopes = [.. tensors.Skip(1).Select(slope => groups.Spread(slope.abs(), values))];
        if (!halfRange)
            return (values * slopes[0]).clamp(-1, 0) + (values * slopes[1]).clamp(0, 1);

        var (sum, threshold) = (zeros_like(values), zeros_like(values));
        foreach (var slope in slopes)
        {
            sum = sum + ((values - threshold) * slope).clamp(0, 1);
            threshold = threshold + slope.reciprocal();
        }

        return sum;
    }
}
