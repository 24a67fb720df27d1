using QuantGen.LowBit;
using QuantGen.Tests.PowerOfTwo;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.LowBit;

public sealed class FewLevelsOptionTests
{
    private static readonly LowBitSide Lq = new() { Algorithm = LowBitAlgorithm.LqNets };
    private static readonly LowBitSide Fatnn = new() { Algorithm = LowBitAlgorithm.Fatnn, Levels = 3 };
    private static readonly LowBitSide Xnor = new() { Algorithm = LowBitAlgorithm.Xnor, Levels = 2 };
    private static readonly LowBitSide XnorPlusPlus = new() { Algorithm = LowBitAlgorithm.XnorPlusPlus, Levels = 2 };
    private static readonly LowBitSide Ternary = new() { Algorithm = LowBitAlgorithm.TrainedTernary, Levels = 3 };

    /// <summary>Options that nothing would look at, each with the word that the message must have.</summary>
    public static TheoryData<string> Idle => [.. IdleSides.Keys];

    /// <summary>Sides that there are.</summary>
    public static TheoryData<LowBitAlgorithm, LowBitRole> Sides => new()
    {
        { LowBitAlgorithm.LqNets, LowBitRole.Weight },
        { LowBitAlgorithm.LqNets, LowBitRole.Activation },
        { LowBitAlgorithm.LqNets, LowBitRole.Output },
        { LowBitAlgorithm.Fatnn, LowBitRole.Weight },
        { LowBitAlgorithm.Fatnn, LowBitRole.Activation },
        { LowBitAlgorithm.Xnor, LowBitRole.Weight },
        { LowBitAlgorithm.Xnor, LowBitRole.Activation },
        { LowBitAlgorithm.XnorPlusPlus, LowBitRole.Weight },
        { LowBitAlgorithm.XnorPlusPlus, LowBitRole.Activation },
        { LowBitAlgorithm.TrainedTernary, LowBitRole.Weight },
    };

    private static Dictionary<string, (LowBitSide Side, LowBitRole Role, string Word)> IdleSides => new(StringComparer.Ordinal)
    {
        ["LQ-Nets, slope"] = (Lq with { Slope = 1 }, LowBitRole.Weight, "Slope"),
        ["LQ-Nets, triangle"] = (Lq with { Gradient = GradientKind.Triangle }, LowBitRole.Activation, "Triangle"),
        ["LQ-Nets, both statistics of an activation"] = (Lq with { Normalization = LowBitNormalization.MeanAndDeviation }, LowBitRole.Activation, "both"),
        ["LQ-Nets, whole activation"] = (Lq with { Normalization = LowBitNormalization.Mean, NormalizeWholeTensor = true }, LowBitRole.Activation, "NormalizeWholeTensor"),
        ["FATNN, half range of weights"] = (Fatnn with { HalfRange = true }, LowBitRole.Weight, "HalfRange"),
        ["FATNN, mean of nothing"] = (Fatnn with { RunningMean = true }, LowBitRole.Activation, "ClosedFormScale"),
        ["FATNN, two starts"] = (Fatnn with { Slope = 1, Bound = 2 }, LowBitRole.Activation, "Slope"),
        ["XNOR-Net, groups of signs"] = (Xnor with { Groups = 2 }, LowBitRole.Activation, "Groups"),
        ["XNOR-Net, two gradients"] = (Xnor with { ScaleGradient = true, Gradient = GradientKind.UnitWindow }, LowBitRole.Weight, "ScaleGradient"),
        ["XNOR-Net++, two scales"] = (XnorPlusPlus with { LearnedScale = true }, LowBitRole.Weight, "LearnedScale"),
        ["trained ternary, closed form"] = (Ternary with { ClosedFormScale = true }, LowBitRole.Weight, "ClosedFormScale"),
    };

    [Theory]
    [MemberData(nameof(Idle))]
    public void AnOptionThatNothingLooksAtIsAnError(string name)
    {
        var (side, role, word) = IdleSides[name];
        var error = Assert.Throws<ArgumentException>(() => LowBitQuantizer.Create(side, role, [1, 4, 1, 1]));
        Assert.Contains(word, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Sides))]
    public void OneCounterLeadsEveryAlgorithmThroughItsWarmUp(LowBitAlgorithm algorithm, LowBitRole role)
    {
        using var scope = NewDisposeScope();
        var levels = algorithm is LowBitAlgorithm.Xnor or LowBitAlgorithm.XnorPlusPlus ? 2 : 3;
        long[] shape = role == LowBitRole.Weight ? [3, 4, 2, 2] : [1, 4, 1, 1];
        var quantizer = LowBitQuantizer.Create(new LowBitSide { Algorithm = algorithm, Levels = levels, WarmUpSteps = 2 }, role, shape);
        var values = new Draws(1).Normal(3, 4, 2, 2);
        for (var step = 1; step <= 3; step++)
        {
            var isQuantized = !Tensors.Floats(values).SequenceEqual(Tensors.Floats(quantizer.forward(values)));
            Assert.Equal((step > 2, step), (isQuantized, (int)quantizer.Steps));
        }

        quantizer.eval();
        var evaluated = Tensors.Floats(quantizer.forward(values));
        Assert.Equal(3, quantizer.Steps);
        Assert.InRange(evaluated.Distinct().Count(), 2, 3 * levels);
    }

    [Theory]
    [MemberData(nameof(Sides))]
    public void TheStateDictionaryRestoresWhatIsLearnedAndMeasured(LowBitAlgorithm algorithm, LowBitRole role)
    {
        using var scope = NewDisposeScope();
        var levels = algorithm is LowBitAlgorithm.Xnor or LowBitAlgorithm.XnorPlusPlus ? 2 : 3;
        long[] shape = role == LowBitRole.Weight ? [3, 4, 2, 2] : [1, 4, 1, 1];
        var side = new LowBitSide { Algorithm = algorithm, Levels = levels };
        var (left, right) = (LowBitQuantizer.Create(side, role, shape), LowBitQuantizer.Create(side, role, shape));
        var draws = new Draws(2);
        left.forward(draws.Normal(3, 4, 2, 2));
        right.load_state_dict(left.state_dict());
        var values = draws.Normal(3, 4, 2, 2);
        Assert.Equal(Tensors.Floats(left.forward(values)), Tensors.Floats(right.forward(values)));
        Assert.Equal(left.Steps, right.Steps);
    }
}
