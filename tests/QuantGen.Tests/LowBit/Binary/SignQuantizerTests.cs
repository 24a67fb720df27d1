using QuantGen.LowBit;
using QuantGen.Tests.PowerOfTwo;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.LowBit.Binary;

public sealed class SignQuantizerTests
{
    private static readonly LowBitSide Plain = new() { Algorithm = LowBitAlgorithm.Xnor, Levels = 2 };

    [Theory]
    [InlineData(LowBitAlgorithm.Xnor, LowBitRole.Weight)]
    [InlineData(LowBitAlgorithm.Xnor, LowBitRole.Activation)]
    [InlineData(LowBitAlgorithm.XnorPlusPlus, LowBitRole.Weight)]
    public void OnlyTwoLevels(LowBitAlgorithm algorithm, LowBitRole role) => Assert.Contains(
        "Levels",
        Assert.Throws<QuantizationException>(() => LowBitQuantizer.Create(Plain with { Algorithm = algorithm, Levels = 4 }, role, [2, 2, 1, 1])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void PositionsAreOnlyThereBehindChannels() =>
        Assert.Throws<QuantizationException>(() => LowBitQuantizer.Create(Plain with { FeatureScale = FeatureScale.Resolution }, LowBitRole.Activation, [1, 4]));

    [Theory]
    [InlineData(FeatureScale.Channel)]
    [InlineData(FeatureScale.Resolution)]
    public void AnActivationWithoutABatchIsOneOfABatch(FeatureScale scale)
    {
        using var scope = NewDisposeScope();
        var quantizer = LowBitQuantizer.Create(Plain with { FeatureScale = scale }, LowBitRole.Activation, [1, 3, 1, 1]);
        var values = new Draws(1).Normal(3, 4, 5);
        Assert.Equal(Tensors.Floats(quantizer.forward(values.unsqueeze(0))), Tensors.Floats(quantizer.forward(values)));
    }

    [Fact]
    public void ALinearLayersFeaturesHaveAMeanMagnitude()
    {
        using var scope = NewDisposeScope();
        var quantizer = LowBitQuantizer.Create(Plain with { FeatureScale = FeatureScale.Channel }, LowBitRole.Activation, [1, 2]);
        Assert.Equal([2f, -2, 4, 4], Tensors.Floats(quantizer.forward(tensor(new[] { 1f, -3, 0, 8 }, [2, 2]))));
    }

    [Fact]
    public void NaNShows()
    {
        using var scope = NewDisposeScope();
        var quantizer = LowBitQuantizer.Create(Plain, LowBitRole.Activation, [1, 2]);
        Assert.Equal([1f, float.NaN], Tensors.Floats(quantizer.forward(tensor(new[] { 1f, float.NaN }, [1, 2]))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    public void AMeanMagnitudeIsThatOfItsGroup(int groups)
    {
        using var scope = NewDisposeScope();
        var quantizer = LowBitQuantizer.Create(Plain with { Groups = groups }, LowBitRole.Weight, [4, 2, 3, 3]);
        var weight = new Draws(2).Normal(4, 2, 3, 3);
        var expected = weight.reshape(groups, -1).abs().mean([1], keepdim: true).expand(groups, 72 / groups).reshape(weight.shape) * weight.sign();
        Assert.True(quantizer.forward(weight).allclose(expected));
    }

    [Fact]
    public void TheScaleOfXnorPlusPlusStartsAtTheMeanMagnitudeAndIsLearned()
    {
        using var scope = NewDisposeScope();
        var draws = new Draws(3);
        var (weight, gradient) = (draws.Normal(4, 2, 3, 3), draws.Normal(4, 2, 3, 3));
        var quantizer = LowBitQuantizer.Create(Plain with { Algorithm = LowBitAlgorithm.XnorPlusPlus, Gradient = GradientKind.UnitWindow }, LowBitRole.Weight, weight.shape);
        var reference = LowBitQuantizer.Create(Plain, LowBitRole.Weight, weight.shape);
        var leaf = weight.clone().requires_grad_();
        var output = quantizer.forward(leaf);
        Assert.True(output.allclose(reference.forward(weight)));

        output.backward([gradient]);
        var scale = quantizer.named_parameters().Single().parameter;
        Assert.True(scale.grad!.allclose((gradient * weight.sign()).sum([1, 2, 3], keepdim: true)));
        Assert.True(leaf.grad!.allclose(gradient * scale.detach() * weight.abs().lt(1)));

        // A second call starts nothing anew.
        using (no_grad())
            scale.fill_(0.5f);

        Assert.True(quantizer.forward(weight * 3).allclose(weight.sign() * 0.5f));
    }

    [Fact]
    public void ThePapersGradientDifferentiatesTheMeanMagnitude()
    {
        // With the sign's own gradient taken as the window, y = mean|w| sign(w) has dw_i = sign_i (sum g sign) / n + E g_i 1[|w_i| <= 1]; the paper keeps the
        // term of the same weight, which is all of the sum for one weight.
        using var scope = NewDisposeScope();
        var quantizer = LowBitQuantizer.Create(Plain with { ScaleGradient = true, Groups = 3 }, LowBitRole.Weight, [3, 1, 1, 1]);
        var weight = tensor(new[] { 0.5f, -0.25f, 1.5f }, [3, 1, 1, 1]).requires_grad_();
        quantizer.forward(weight).backward([tensor(new[] { 2f, 3f, 5f }, [3, 1, 1, 1])]);
        Assert.Equal([3f, 3.75f, 5f], Tensors.Floats(weight.grad!));
    }
}
