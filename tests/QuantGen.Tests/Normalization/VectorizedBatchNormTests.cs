using QuantGen.Modules;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Normalization;

/// <summary>The vectorized training step of batch normalization beside torch's.</summary>
public sealed class VectorizedBatchNormTests
{
    // Largest differences in units of the results, whose standard deviation is about 1.
    private const double ResultTolerance = 5e-7;
    private const double GradientTolerance = 2e-7;

    // One unit in the last place of numbers from 1 to 2.
    private const double StatisticsTolerance = 1.2e-7;

    public static TheoryData<long[]> Shapes => new(
        [8, 16, 32, 32], [32, 64, 1, 1], [5, 3, 7, 9], [32, 64], [8, 3], [4, 5, 6], [3, 130, 2, 2], [2, 1, 65], [4, 2, 3, 4, 5], [1, 3, 40, 40],
        [33, 9, 4, 4], [16, 600], [3, 2, 11, 11]);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void ResultsGradientsAndStatisticsAreThoseOfTorch(long[] shape)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(shape.Sum());
        Compare(Pair.Of(shape), randn(shape), randn(shape));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void ValuesFarFromZeroKeepTheirPrecision(long[] shape)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(7);
        var pair = Pair.Of(shape);
        var input = (randn(shape) * 0.5f) + 30;
        var exact = functional.batch_norm(
            input.to(ScalarType.Float64), null, null, pair.Own.weight.to(ScalarType.Float64), pair.Own.bias!.to(ScalarType.Float64), training: true);
        var (torch, own) = (pair.Torch.call(input), VectorizedBatchNorm.Call(pair.Own, input));

        // 30 and a half differ in 18 bits, so neither can be nearer than some 1e-5; the vectorized form is no farther than torch's.
        Assert.InRange(Largest(own - exact), 0, Math.Max(2 * Largest(torch - exact), 2e-5));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.37)]
    [InlineData(1.0)]
    [InlineData(null)]
    public void RunningStatisticsFollowTheMomentumOverManyBatches(double? momentum)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(3);
        var pair = Pair.Of([6, 5, 4, 4]);
        pair.Own.momentum = pair.Torch.momentum = momentum;
        for (var i = 0; i < 5; i++)
            Compare(pair, randn(6, 5, 4, 4) + i, randn(6, 5, 4, 4), scale: 2);

        Assert.Equal(5, pair.Own.num_batches_tracked!.item<long>());
    }

    [Theory]
    [InlineData(1e-5)]
    [InlineData(1e-3)]
    public void EpsilonCounts(double eps)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(4);
        var pair = Pair.Of([8, 4, 9, 9]);
        pair.Own.eps = pair.Torch.eps = eps;
        Compare(pair, randn(8, 4, 9, 9) * 0.03f, randn(8, 4, 9, 9), scale: 30);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public void ScaleShiftAndTrackingAreOptional(bool affine, bool tracks)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(5);
        var pair = new Pair(
            BatchNorm2d(6, affine: affine, track_running_stats: tracks), BatchNorm2d(6, affine: affine, track_running_stats: tracks));
        Compare(pair, randn(7, 6, 5, 5), randn(7, 6, 5, 5));
    }

    [Fact]
    public void AGradientOfAnotherLayoutAndAnExpandedOneCount()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(6);
        var pair = Pair.Of([4, 3, 8, 8]);
        Compare(pair, randn(4, 3, 8, 8), randn(4, 8, 8, 3).permute(0, 3, 1, 2));

        // Of a gradient that is the same everywhere nothing is left but the rounding.
        Compare(pair, randn(4, 3, 8, 8), randn(1, 3, 1, 1).expand(4, 3, 8, 8), scale: 3);
    }

    [Fact]
    public void NoGradientIsRecordedUnderNoGradButStatisticsAre()
    {
        using var scope = NewDisposeScope();
        var pair = Pair.Of([4, 3, 8, 8]);
        using (no_grad())
            Compare(pair, randn(4, 3, 8, 8), gradient: null);
    }

    [Fact]
    public void TheGradientCanBeDifferentiatedAgain()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(8);
        var pair = Pair.Of([4, 3, 3, 3]);
        var values = randn(4, 3, 3, 3);
        var (expected, actual) = (Second(pair.Torch.call, values), Second(x => VectorizedBatchNorm.Call(pair.Own, x), values));
        Assert.InRange(Largest(expected - actual) / Largest(expected), 0, 1e-5);

        static Tensor Second(Func<Tensor, Tensor> norm, Tensor values)
        {
            var x = values.clone().requires_grad_();
            var first = autograd.grad([norm(x).pow(3).sum()], [x], retain_graph: true, create_graph: true)[0];
            return autograd.grad([first.square().sum()], [x])[0];
        }
    }

    [Theory]
    [InlineData("evaluation")]
    [InlineData("double")]
    [InlineData("layout")]
    public void WhereTheVectorizedFormDoesNotHoldTheModuleIsCalled(string why)
    {
        using var scope = NewDisposeScope();
        var pair = Pair.Of([4, 3, 8, 8]);
        var input = randn(4, 3, 8, 8);
        if (why == "evaluation")
            pair.Each(static norm => norm.eval());
        if (why == "double")
            (input, _) = (input.to(ScalarType.Float64), pair.Each(static norm => norm.to(ScalarType.Float64)));
        if (why == "layout")
            input = input.permute(0, 1, 3, 2);

        Assert.Equal(0, Largest(pair.Torch.call(input) - VectorizedBatchNorm.Call(pair.Own, input)));
        Assert.Equal(0, Largest(pair.Torch.running_var! - pair.Own.running_var!));
    }

    [Fact]
    public void HooksOfTheModuleRun()
    {
        using var scope = NewDisposeScope();
        var norm = BatchNorm2d(3);
        norm.register_forward_hook(static (_, _, result) => result * 0);
        Assert.Equal(0, Largest(VectorizedBatchNorm.Call(norm, randn(2, 3, 4, 4))));
    }

    [Fact]
    public void WhatTorchRefusesIsRefused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => VectorizedBatchNorm.Call(BatchNorm1d(3), randn(1, 3)));
        Assert.Throws<ArgumentException>(() => VectorizedBatchNorm.Call(BatchNorm2d(3), randn(2, 3)));
    }

    [Fact]
    public void TheOptionReachesLayersThatTookANormalizationOver()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(10);
        var model = Sequential(("conv", Conv2d(3, 8, 3)), ("bn", BatchNorm2d(8)));
        var images = randn(8, 3, 20, 20);
        var (plain, own) = (Run(null), Run(true));
        Near(plain, own, ResultTolerance);
        Assert.NotEqual(0, Largest(plain - own));
        Assert.Equal(0, Largest(plain - Run(false)));

        Tensor Run(bool? vectorized)
        {
            var options = new QuantizationOptions { VectorizedBatchNorm = vectorized };
            var twin = new LayerConverter(Granularity.PerTensor, options).Convert(model);
            foreach (var (_, quantizer) in twin.Quantizers())
                quantizer.Amax = tensor(1f);

            return twin.call(images);
        }
    }

    /// <summary>Compares one training step; <paramref name="scale"/> is how much larger differences may be.</summary>
    private static void Compare(Pair pair, Tensor input, Tensor? gradient, double scale = 1)
    {
        var (x, own) = (input.clone().requires_grad_(), input.clone().requires_grad_());
        var (expected, actual) = (pair.Torch.call(x), VectorizedBatchNorm.Call(pair.Own, own));
        Near(expected, actual, ResultTolerance);
        if (pair.Torch.running_mean is { } mean)
        {
            Near(mean, pair.Own.running_mean!, StatisticsTolerance * scale);
            Near(pair.Torch.running_var!, pair.Own.running_var!, StatisticsTolerance * scale);
            Assert.Equal(pair.Torch.num_batches_tracked!.item<long>(), pair.Own.num_batches_tracked!.item<long>());
        }

        if (gradient is null)
        {
            Assert.False(actual.requires_grad);
            return;
        }

        pair.Each(static norm => norm.zero_grad());
        expected.backward([gradient]);
        actual.backward([gradient]);
        var unit = Math.Max(1, Largest(gradient)) * scale;
        Near(x.grad!, own.grad!, GradientTolerance * unit);
        foreach (var (left, right) in pair.Torch.parameters().Zip(pair.Own.parameters()))
            Near(left.grad!, right.grad!, GradientTolerance * 10 * unit);
    }

    // Differences are measured in units of the largest value, where that is above 1.
    private static void Near(Tensor expected, Tensor actual, double tolerance) =>
        Assert.InRange(Largest(expected - actual) / Math.Max(1, Largest(expected)), 0, tolerance);

    private static double Largest(Tensor values) => values.detach().abs().max().to(ScalarType.Float64).item<double>();

    private sealed record Pair(BatchNorm Torch, BatchNorm Own)
    {
        public static Pair Of(long[] shape)
        {
            var pair = new Pair(New(shape), New(shape));
            using var noGradient = no_grad();
            pair.Torch.weight.copy_(rand(shape[1]) + 0.5f);
            pair.Torch.bias!.copy_(randn(shape[1]));
            pair.Own.weight.copy_(pair.Torch.weight);
            pair.Own.bias!.copy_(pair.Torch.bias!);
            return pair;
        }

        public Pair Each(Action<BatchNorm> action)
        {
            action(Torch);
            action(Own);
            return this;
        }

        private static BatchNorm New(long[] shape) => shape.Length switch
        {
            4 => BatchNorm2d(shape[1]),
            5 => BatchNorm3d(shape[1]),
            _ => BatchNorm1d(shape[1]),
        };
    }
}
