using QuantGen.LowBit;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.LowBit;

public sealed class FewLevelsGoldenTests
{
    [Theory]
    [LowBitData("non-uniform")]
    public void FatnnQuantizesAsTheFormulas(LowBitCase vector) => Check(vector, LowBitAlgorithm.Fatnn, static (side, vector, options) =>
    {
        var halfRange = options.Flag("half_range");
        var (closedForm, mean) = (options.HasKeyword("closed_form"), options.HasKeyword("custom-update"));

        // Slopes are given with each vector, wherever they started.
        _ = (options.Number("scale"), options.Number("boundary"));
        return side with
        {
            Levels = options.Levels(),
            HalfRange = vector.IsWeight ? null : halfRange,
            ClosedFormScale = closedForm,
            RunningMean = closedForm && mean,
            TruncatesGradientScale = side.Gradient == GradientKind.InsideShare,
        };
    });

    [Theory]
    [LowBitData("xnor")]
    public void XnorNetQuantizesAsTheFormulas(LowBitCase vector) => Check(vector, LowBitAlgorithm.Xnor, static (side, vector, options) =>
    {
        var scale = options.Text("reduce") switch
        {
            "channel" => FeatureScale.Channel,
            "resolution" => FeatureScale.Resolution,
            _ => FeatureScale.None,
        };
        return vector.IsWeight ? side with { Levels = 2 } : side with { Levels = 2, Groups = null, GroupSize = null, FeatureScale = scale };
    });

    [Theory]
    [LowBitData("xnor-paper")]
    public void ThePapersGradientOfXnorNet(LowBitCase vector) => Check(
        vector, LowBitAlgorithm.Xnor, static (side, _, _) => side with { Levels = 2, ScaleGradient = true, Gradient = GradientKind.Plain });

    [Fact]
    public void SlopesAndScalesStartAsGiven()
    {
        using var scope = NewDisposeScope();
        var fatnn = new LowBitSide { Algorithm = LowBitAlgorithm.Fatnn };
        using var activation = LowBitQuantizer.Create(fatnn with { Slope = 3.0 / 2 }, LowBitRole.Activation, [1, 4, 1, 1]);
        using var bounded = LowBitQuantizer.Create(fatnn with { Bound = 2 }, LowBitRole.Activation, [1, 4, 1, 1]);
        using var weight = LowBitQuantizer.Create(fatnn with { Levels = 3, Slope = 0.5 }, LowBitRole.Weight, [4, 2, 1, 1]);
        using var scaled = LowBitQuantizer.Create(
            new LowBitSide { Algorithm = LowBitAlgorithm.Xnor, Levels = 2, LearnedScale = true }, LowBitRole.Weight, [4, 2, 1, 1]);
        Assert.Equal([1.5f], Tensors.Floats(activation.get_parameter("alpha0")!));
        Assert.Equal([1.5f], Tensors.Floats(bounded.get_parameter("alpha2")!));
        Assert.Equal([0.5f, 0.5f, 0.5f, 0.5f], Tensors.Floats(weight.get_parameter("alpha1")!));
        Assert.Equal([1f, 1, 1, 1], Tensors.Floats(scaled.get_parameter("gamma")!));
    }

    private static void Check(
        LowBitCase vector, LowBitAlgorithm algorithm, Func<LowBitSide, LowBitCase, LowBitCaseOptions, LowBitSide> complete)
    {
        var options = vector.Options;
        var side = complete(options.Side(algorithm, vector), vector, options);
        options.ThrowIfAnyIsLeft();
        LowBitCheck.Step(vector, side);
    }
}
