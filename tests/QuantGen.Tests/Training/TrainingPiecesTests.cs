using QuantGen.Training;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Training;

/// <summary>Accumulated and shortened gradients, and mixtures.</summary>
public sealed class TrainingPiecesTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(3)]
    public void AStepOfSeveralBatchesIsTheStepOfTheirMean(int batches)
    {
        using var scope = NewDisposeScope();
        var inputs = randn(batches, 5, 3);
        var (whole, parts) = (Layer(), Layer());
        using var wholeOptimizer = optim.SGD(whole.parameters(), 0.5);
        using var partsOptimizer = optim.SGD(parts.parameters(), 0.5);

        new GradientStep(wholeOptimizer).Backward(whole.call(inputs).square().mean());
        var step = new GradientStep(partsOptimizer) { Accumulate = 4 };
        for (var batch = 0; batch < batches; batch++)
            Assert.Equal(batch == 3, step.Backward(parts.call(inputs[batch]).square().mean()));

        Assert.Equal(batches < 4, step.Flush());
        Assert.False(step.Flush());
        Assert.Equal(0, step.Pending);
        Assert.True(whole.weight.allclose(parts.weight, 1e-5, 1e-6));
    }

    [Fact]
    public void ALongGradientIsShortenedToItsBoundAndAShortOneStays()
    {
        using var scope = NewDisposeScope();
        var layer = Layer();
        using var optimizer = optim.SGD(layer.parameters(), 0);
        var input = ones(1, 3);
        new GradientStep(optimizer).Backward(layer.call(input).sum());
        var plain = Gradients(layer);
        var length = Math.Sqrt(plain.Sum(static value => value * value));

        new GradientStep(optimizer) { LargestNorm = length / 2 }.Backward(layer.call(input).sum());
        Assert.Equal(plain.Select(static value => value / 2), Gradients(layer), static (x, y) => Math.Abs(x - y) < 1e-5);
        new GradientStep(optimizer) { LargestNorm = length * 2 }.Backward(layer.call(input).sum());
        Assert.Equal(plain, Gradients(layer));

        Assert.Throws<ArgumentOutOfRangeException>(() => new GradientStep(optimizer) { LargestNorm = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GradientStep(optimizer) { Accumulate = 0 });
    }

    [Fact]
    public void MixturesDependOnSeedAndStepAlone()
    {
        using var scope = NewDisposeScope();
        var inputs = randn(8, 3, 2, 2);
        var targets = arange(8, ScalarType.Int64);
        var first = new Mixup(0.7, 3).Mix(inputs, targets, 12);
        var again = new Mixup(0.7, 3).Mix(inputs, targets, 12);
        Assert.Equal(first.Share, again.Share);
        Assert.True(first.Inputs.equal(again.Inputs).all().item<bool>());
        Assert.NotEqual(first.Share, new Mixup(0.7, 4).Mix(inputs, targets, 12).Share);
        Assert.NotEqual(first.Share, new Mixup(0.7, 3).Mix(inputs, targets, 13).Share);

        var expected = (inputs * first.Share) + (inputs.index_select(0, first.OtherTargets) * (1 - first.Share));
        Assert.True(first.Inputs.allclose(expected, 1e-5, 1e-6));
        Assert.Equal(Enumerable.Range(0, 8), first.OtherTargets.data<long>().Order().Select(static index => (int)index));
    }

    [Fact]
    public void TheLossOfAMixtureIsTheMixtureOfLosses()
    {
        using var scope = NewDisposeScope();
        var scores = randn(6, 4);
        var mixed = new MixedBatch(zeros(6), arange(6, ScalarType.Int64) % 4, (arange(6, ScalarType.Int64) + 1) % 4, 0.3);
        var soft = (nn.functional.one_hot(mixed.Targets, 4) * 0.3) + (nn.functional.one_hot(mixed.OtherTargets, 4) * 0.7);
        var expected = -((soft * 0.9) + 0.025).mul(nn.functional.log_softmax(scores, 1)).sum(1).mean();
        Assert.Equal(expected.item<float>(), mixed.CrossEntropy(scores, 0.1).item<float>(), 1e-5f);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.7)]
    [InlineData(3.0)]
    public void SharesAreDistributedAsBeta(double alpha)
    {
        using var scope = NewDisposeScope();
        using var input = ones(1);
        using var target = zeros(1, ScalarType.Int64);
        var mixup = new Mixup(alpha, 1);
        const int Count = 4000;
        var shares = new List<double>();
        for (var step = 0; step < Count; step++)
        {
            using var inner = NewDisposeScope();
            shares.Add(mixup.Mix(input, target, step).Share);
        }

        // Mean 1/2 and variance 1 / (4 (2 alpha + 1)); the bounds are five standard errors.
        var variance = 1 / (4 * ((2 * alpha) + 1));
        Assert.InRange(shares.Average(), 0.5 - (5 * Math.Sqrt(variance / Count)), 0.5 + (5 * Math.Sqrt(variance / Count)));
        Assert.InRange(shares.Average(static share => (share - 0.5) * (share - 0.5)) / variance, 0.9, 1.1);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new Mixup(0, 1));
    }

    private static Linear Layer()
    {
        manual_seed(2);
        return nn.Linear(3, 4);
    }

    private static float[] Gradients(Linear layer) => [.. Tensors.Floats(layer.weight.grad!), .. Tensors.Floats(layer.bias!.grad!)];
}
