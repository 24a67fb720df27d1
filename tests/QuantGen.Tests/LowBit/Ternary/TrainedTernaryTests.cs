using QuantGen.LowBit;
using QuantGen.Tests.PowerOfTwo;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.LowBit.Ternary;

public sealed class TrainedTernaryTests
{
    private static readonly LowBitSide Plain = new() { Algorithm = LowBitAlgorithm.TrainedTernary, Levels = 3 };

    [Fact]
    public void ScalesStartAtTheMeanMagnitudesOfTheirSigns()
    {
        using var scope = NewDisposeScope();
        var quantizer = LowBitQuantizer.Create(Plain with { ZeroShare = 0.2 }, LowBitRole.Weight, [1, 5]);
        Assert.Equal([0.75f, 0.75f, -0.3f, 0, 0], Tensors.Floats(quantizer.forward(tensor(new[] { 1f, 0.5f, -0.3f, 0.2f, -0.1f }, [1, 5]))));
    }

    [Fact]
    public void WithoutAWeightOfASignItsScaleIsTheLargestMagnitude()
    {
        using var scope = NewDisposeScope();
        var quantizer = LowBitQuantizer.Create(Plain, LowBitRole.Weight, [1, 2]);
        quantizer.forward(tensor(new[] { 1f, 0.5f }, [1, 2]));
        Assert.Equal(1f, quantizer.state_dict()["negative"].item<float>());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void ScalesHaveTheGradientOfTheFunction(long groups)
    {
        using var scope = NewDisposeScope();
        var draws = new Draws((int)groups);
        var split = new ChannelGroups(LowBitRole.Weight, [4, 2, 3, 3], groups);
        var range = new TernaryRange(split, 0.3);
        Tensor[] tensors = [Double(draws.Normal(4, 2, 3, 3)), Double(draws.Uniform(split.ParameterShape)), Double(draws.Uniform(split.ParameterShape))];
        var gradient = Double(draws.Normal(4, 2, 3, 3));
        for (var which = 1; which < 3; which++)
            Surrogate.Check(x => TernaryFunction.Run(range, x), x => TernaryFunction.Run(range, x), tensors, which, gradient);
    }

    [Fact]
    public void WeightsHaveTheirScaleAsGradient()
    {
        using var scope = NewDisposeScope();
        var range = new TernaryRange(new ChannelGroups(LowBitRole.Weight, [1, 4], 1), 0.5);
        var weight = tensor(new[] { 1f, 0.1f, -0.7f, -0.2f }, [1, 4]).requires_grad_();
        TernaryFunction.Run(range, weight, tensor(new[] { 2f }, [1, 1]), tensor(new[] { 3f }, [1, 1])).backward([tensor(new[] { 1f, 10, 100, 1000 }, [1, 4])]);
        Assert.Equal([2f, 10, 300, 1000], Tensors.Floats(weight.grad!));
    }

    [Theory]
    [InlineData(LowBitRole.Activation, 3)]
    [InlineData(LowBitRole.Weight, 4)]
    public void AnythingButTernaryWeightsIsRefused(LowBitRole role, int levels) =>
        Assert.Throws<QuantizationException>(() => LowBitQuantizer.Create(Plain with { Levels = levels }, role, [2, 2, 1, 1]));

    private static Tensor Double(Tensor tensor) => tensor.to(ScalarType.Float64);
}
