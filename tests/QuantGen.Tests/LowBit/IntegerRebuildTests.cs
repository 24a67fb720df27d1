using QuantGen.LowBit;
using QuantGen.Tests.PowerOfTwo;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.LowBit;

/// <summary>What layers return, rebuilt from convolutions and products of integers alone.</summary>
public sealed class IntegerRebuildTests
{
    private static readonly LowBitSide Lq = new() { Algorithm = LowBitAlgorithm.LqNets };
    private static readonly LowBitSide Fatnn = new() { Algorithm = LowBitAlgorithm.Fatnn };
    private static readonly LowBitSide Xnor = new() { Algorithm = LowBitAlgorithm.Xnor, Levels = 2 };

    /// <summary>Pairs of an activation and a weight side.</summary>
    public static TheoryData<string> Pairs => [.. Sides.Keys];

    private static Dictionary<string, (LowBitSide Activation, LowBitSide Weight)> Sides => new(StringComparer.Ordinal)
    {
        ["LQ-Nets 2/2"] = (Lq, Lq),
        ["LQ-Nets 3/1"] = (Lq with { Levels = 8 }, Lq with { Levels = 2 }),
        ["LQ-Nets ternary"] = (Lq with { Levels = 3, HalfRange = false }, Lq with { Levels = 3 }),
        ["LQ-Nets, weights normalized"] = (Lq, Lq with { Normalization = LowBitNormalization.Deviation }),
        ["LQ-Nets, learned scale"] = (Lq, Lq with { LearnedScale = true }),
        ["FATNN ternary"] = (Fatnn with { Levels = 3 }, Fatnn with { Levels = 3, Slope = 3 }),
        ["FATNN 2 bits, closed form"] = (Fatnn with { ClosedFormScale = true }, Fatnn with { Levels = 3, Slope = 3 }),
        ["FATNN and LQ-Nets"] = (Fatnn with { Levels = 3, HalfRange = false, Slope = 1 }, Lq),
        ["XNOR-Net"] = (Xnor, Xnor),
        ["XNOR-Net++"] = (Xnor with { Algorithm = LowBitAlgorithm.XnorPlusPlus }, Xnor with { Algorithm = LowBitAlgorithm.XnorPlusPlus }),
        ["trained ternary"] = (Lq, new LowBitSide { Algorithm = LowBitAlgorithm.TrainedTernary, Levels = 3 }),
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void AConvolutionIsASumOfIntegerConvolutions(string pair) => Rebuild(
        pair, [3, 6, 7, 5], [1, 6, 1, 1], [4, 6, 3, 3], static (x, w) => nn.functional.conv2d(x, w, strides: [2, 1], padding: [1, 1]), 1);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void ALinearLayerIsASumOfIntegerProducts(string pair) => Rebuild(
        pair, [5, 20], [1, 20], [6, 20], static (x, w) => nn.functional.linear(x, w), 1);

    [Theory]
    [InlineData(LowBitRole.Activation)]
    [InlineData(LowBitRole.Weight)]
    public void ScalesOfGroupsAndSamplesGiveTheValuesBack(LowBitRole role)
    {
        using var scope = NewDisposeScope();
        long[] shape = [6, 4, 3, 3];
        var values = new Draws(9).Normal(shape);
        LowBitSide[] sides = role == LowBitRole.Weight
            ? [Lq with { Groups = 12 }, Lq with { Normalization = LowBitNormalization.MeanAndDeviation }, Xnor with { Groups = 2 }, Fatnn with { Levels = 3, Groups = 3, LearnedScale = true }]
            : [Lq with { Groups = 2 }, Lq with { Normalization = LowBitNormalization.Deviation }, Xnor with { FeatureScale = FeatureScale.Channel }, Xnor with { FeatureScale = FeatureScale.Resolution }, Fatnn with { Groups = 4, ClosedFormScale = true }];
        foreach (var side in sides)
        {
            var quantizer = LowBitQuantizer.Create(side, role, role == LowBitRole.Weight ? shape : [1, 4, 1, 1]);
            quantizer.forward(values);
            quantizer.eval();
            using var form = quantizer.ToIntegers(values);
            ThrowIfNotWhole(form);
            Assert.True(form.ToValues().allclose(quantizer.forward(values), atol: 1e-6), side.ToString());
        }
    }

    private static void Rebuild(string pair, long[] input, long[] declared, long[] weightShape, Func<Tensor, Tensor, Tensor> layer, int channels)
    {
        using var scope = NewDisposeScope();
        var draws = new Draws(input.Length);
        var (activationSide, weightSide) = Sides[pair];
        var (activation, weight) = (LowBitQuantizer.Create(activationSide, LowBitRole.Activation, declared), LowBitQuantizer.Create(weightSide, LowBitRole.Weight, weightShape));
        var (x, w) = (draws.Normal(input) + 0.5f, draws.Normal(weightShape) * 0.3f);
        for (var step = 0; step < 3; step++)
            layer(activation.forward(x), weight.forward(w)).Dispose();

        activation.eval();
        weight.eval();
        var expected = layer(activation.forward(x), weight.forward(w));
        using var inputs = activation.ToIntegers(x);
        using var weights = weight.ToIntegers(w);
        ThrowIfNotWhole(inputs);
        ThrowIfNotWhole(weights);
        Assert.Null(inputs.Offset);
        Assert.Null(weights.Offset);

        var rebuilt = zeros_like(expected);
        for (var i = 0; i < inputs.Planes.Count; i++)
        {
            for (var k = 0; k < weights.Planes.Count; k++)
            {
                var whole = layer(inputs.Planes[i].round(), weights.Planes[k].round());
                rebuilt = rebuilt + (whole * inputs.Scales[i] * OfOutput(weights.Scales[k], whole, channels));
            }
        }

        Assert.True(expected.abs().max().item<float>() > 0);
        Assert.True(expected.allclose(rebuilt, rtol: 1e-5, atol: 1e-5), pair);
    }

    // The scale of an output channel of the weight stands along the channels of the output.
    private static Tensor OfOutput(Tensor scale, Tensor output, int axis)
    {
        if (scale.numel() == 1)
            return scale.reshape([]);

        var shape = new long[output.dim()];
        Array.Fill(shape, 1);
        shape[axis] = scale.shape[0];
        return scale.reshape(shape);
    }

    private static void ThrowIfNotWhole(IntegerForm form)
    {
        foreach (var plane in form.Planes)
            Assert.True(plane.eq(plane.round()).all().item<bool>());
    }
}
