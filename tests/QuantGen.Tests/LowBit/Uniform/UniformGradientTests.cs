using QuantGen.LowBit;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.LowBit;

/// <summary>
/// Gradients of what is learned, in float64, compared with differences of the same formulas where the distance that rounding moves a value by, in
/// steps, is held at what it is: that is what the straight-through estimator differentiates.
/// </summary>
public sealed class UniformGradientTests
{
    private static readonly UniformGrid[] Grids =
    [
        UniformGrid.HalfRange(4), UniformGrid.HalfRange(2), UniformGrid.FullRange(4), UniformGrid.FullRange(3), UniformGrid.FullRange(2),
        UniformGrid.Unsigned(8), UniformGrid.Signed(4), UniformGrid.Signed(3),
    ];

    [Fact]
    public void GradientsOfAValueAndItsRangeAreThoseOfTheSurrogate()
    {
        foreach (var grid in Grids)
        {
            using var scope = NewDisposeScope();
            var (values, gradient) = Drawn(grid, 1);
            var range = tensor([0.7], ScalarType.Float64).reshape(1);
            Check(grid, [values, range], 1, LowBitRole.Activation, gradient);
            Check(grid, [values, range], 0, LowBitRole.Activation, gradient);
            Check(grid, [values, range.neg()], 1, LowBitRole.Activation, gradient);
        }
    }

    [Fact]
    public void GradientsOfStepAndOffsetAreThoseOfTheSurrogate()
    {
        foreach (var grid in new[] { UniformGrid.Unsigned(4), UniformGrid.Unsigned(8), UniformGrid.Signed(4) })
        {
            using var scope = NewDisposeScope();
            var (values, gradient) = Drawn(grid, 1);
            Tensor[] tensors = [values, tensor([0.6], ScalarType.Float64), tensor([-0.25], ScalarType.Float64)];
            for (var which = 0; which < tensors.Length; which++)
                Check(grid, tensors, which, LowBitRole.Activation, gradient);
        }
    }

    [Theory]
    [InlineData(LowBitRole.Weight)]
    [InlineData(LowBitRole.Activation)]
    public void EveryGroupHasItsOwnGradient(LowBitRole role)
    {
        foreach (var grid in Grids)
        {
            using var scope = NewDisposeScope();
            var (values, gradient) = Drawn(grid, 2);
            var groups = new ChannelGroups(role, role == LowBitRole.Weight ? [4, 6, 2, 1] : [1, 6, 1, 1], 2);
            Check(grid, [values, tensor([0.5, 0.9], ScalarType.Float64).reshape(groups.ParameterShape)], 1, role, gradient);
        }
    }

    [Fact]
    public void TheGradientOfPactsBoundIsThatOfTheClip()
    {
        using var scope = NewDisposeScope();
        var (values, gradient) = Drawn(UniformGrid.HalfRange(4), 1);
        var settings = new UniformSettings(UniformGrid.HalfRange(4), Groups(LowBitRole.Activation, 1));
        Tensor[] tensors = [values, tensor([0.8], ScalarType.Float64)];
        Func<Tensor[], Tensor> clip = static moved => minimum(moved[0].clamp_min(0), moved[1]);
        Surrogate.Check(moved => PactFunction.Run(settings, moved), clip, tensors, 0, gradient);
        Surrogate.Check(moved => PactFunction.Run(settings, moved), clip, tensors, 1, gradient);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(16)]
    public void TheGradientOfDoReFasWeightsIsThatOfTheTanhForm(int levels)
    {
        using var scope = NewDisposeScope();
        var (values, gradient) = Drawn(UniformGrid.FullRange(levels), 1);
        Surrogate.Check(
            moved => DoReFaFunction.Run(UniformGrid.FullRange(levels), moved),
            static moved => moved[0].tanh() / moved[0].tanh().abs().max(),
            [values],
            0,
            gradient);
    }

    [Fact]
    public void TheLearnedScaleGetsWhatItMultiplies()
    {
        using var scope = NewDisposeScope();
        using var quantizer = LowBitQuantizer.Create(
            new LowBitSide { Algorithm = LowBitAlgorithm.DoReFa, LearnedScale = true, Groups = 2 }, LowBitRole.Weight, [4, 6, 2, 1]);
        using var plain = LowBitQuantizer.Create(new LowBitSide { Algorithm = LowBitAlgorithm.DoReFa }, LowBitRole.Weight, [4, 6, 2, 1]);
        var weight = randn([4, 6, 2, 1]).requires_grad_();
        var gradient = randn([4, 6, 2, 1]);
        quantizer.call(weight).backward([gradient]);
        Assert.Equal([2L, 1, 1, 1], quantizer.get_parameter("gamma")!.shape);
        var expected = (plain.call(weight) * gradient).reshape(2, -1).sum(1);
        Assert.True(quantizer.get_parameter("gamma")!.grad!.flatten().allclose(expected, 1e-5, 1e-5));
    }

    [Fact]
    public void InsideShareMultipliesWhatPasses()
    {
        using var scope = NewDisposeScope();
        var grid = UniformGrid.FullRange(4);
        var (values, gradient) = Drawn(grid, 1);
        var inside = values.abs().le(0.3).sum().item<long>();
        Tensor[] tensors = [values.requires_grad_(), tensor([0.3], ScalarType.Float64)];
        var settings = new UniformSettings(grid, Groups(LowBitRole.Activation, 1), InsideShare: true);
        UniformFunction.Run(settings, tensors).backward([gradient]);
        var scaled = values.grad!.clone();
        values.grad!.zero_();
        UniformFunction.Run(settings with { InsideShare = false }, tensors).backward([gradient]);
        var factor = Math.Sqrt((double)values.numel() / inside);
        Assert.InRange(inside, 1, values.numel() - 1);
        Assert.True(scaled.allclose(values.grad! * factor, 1e-6, 1e-8));
    }

    private static void Check(UniformGrid grid, Tensor[] tensors, int which, LowBitRole role, Tensor gradient)
    {
        var groups = Groups(role, tensors[1].numel());
        var settings = new UniformSettings(grid, groups);
        var moved = Rounding(settings, tensors);
        Surrogate.Check(given => UniformFunction.Run(settings, given), given => Smooth(settings, given, moved), tensors, which, gradient);
    }

    /// <summary>The formulas with a distance in place of rounding.</summary>
    private static Tensor Smooth(UniformSettings settings, Tensor[] tensors, Tensor rounding)
    {
        var (grid, groups) = (settings.Grid, settings.Groups);
        var range = groups.Along(tensors[1]).abs();
        var shifted = groups.Split(tensors[0]);
        if (tensors.Length > 2)
            shifted = shifted - groups.Along(tensors[2]);

        var steps = ((shifted / range).clamp(grid.Lower, grid.Upper) * grid.StepsPerUnit) + rounding;
        var result = steps * (range / grid.StepsPerUnit);
        return groups.Join(tensors.Length > 2 ? result + groups.Along(tensors[2]) : result, tensors[0]);
    }

    /// <summary>By how many steps rounding moves each value.</summary>
    private static Tensor Rounding(UniformSettings settings, Tensor[] tensors)
    {
        var (grid, groups) = (settings.Grid, settings.Groups);
        var range = groups.Along(tensors[1]).abs();
        var rounded = groups.Split(UniformOperators.Compute(settings, tensors) - Smooth(settings, tensors, tensors[0].new_full([], 0)));
        return rounded / (range / grid.StepsPerUnit);
    }

    private static ChannelGroups Groups(LowBitRole role, long count) =>
        new(role, role == LowBitRole.Weight ? [4, 6, 2, 1] : [1, 6, 1, 1], count);

    // Values stay clear of both ends and of thresholds, where differences would see a jump.
    private static (Tensor Values, Tensor Gradient) Drawn(UniformGrid grid, int seed)
    {
        var random = new Random(seed);
        var values = Enumerable.Range(0, 48).Select(i => ((i - 24) / 20.0) + (0.01 * random.NextDouble()) + 0.003).ToArray();
        random.Shuffle(values);
        var gradient = Enumerable.Range(0, 48).Select(_ => random.NextDouble() - 0.4).ToArray();
        var scale = grid.Upper > 1 ? grid.Upper : 1;
        return (tensor(values).reshape(4, 6, 2, 1) * scale, tensor(gradient).reshape(4, 6, 2, 1));
    }
}
