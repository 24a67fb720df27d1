using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace SystemTorch.Tests.Layers;

public sealed class NormalizationTests
{
    [Fact]
    public void TrainingNormalizesByTheBatchAndUpdatesTheRunningStatistics()
    {
        using var norm = BatchNorm1d(1);
        using var input = tensor(new[] { 1f, 2f, 3f, 6f }).reshape(4, 1);

        using var output = norm.call(input);

        // mean 3, variance 14 / 4 = 3.5, unbiased 14 / 3
        var deviation = Math.Sqrt(3.5 + 1e-5);
        Near.Equal([-2 / deviation, -1 / deviation, 0, 3 / deviation], output);
        Near.Equal([0.3], norm.running_mean!);
        Near.Equal([0.9 + (0.1 * 14 / 3)], norm.running_var!);
        Assert.Equal(1, norm.num_batches_tracked!.item<long>());
    }

    [Fact]
    public void EvaluationNormalizesByTheRunningStatisticsAndKeepsThem()
    {
        using var norm = BatchNorm2d(1);
        norm.running_mean!.fill_(1);
        norm.running_var!.fill_(4);
        norm.eval();

        using var output = norm.call(full([1, 1, 1, 2], 5f));

        Near.Equal([2, 2], output);
        Near.Equal([1], norm.running_mean!);
        Assert.Equal(0, norm.num_batches_tracked!.item<long>());
    }

    [Fact]
    public void WithoutMomentumTheStatisticsAreTheMeanOfAllBatches()
    {
        using var norm = BatchNorm1d(1);
        norm.momentum = null;
        norm.call(tensor(new[] { 0f, 2f }).reshape(2, 1));
        norm.call(tensor(new[] { 4f, 6f }).reshape(2, 1));

        Near.Equal([3], norm.running_mean!);
    }

    [Fact]
    public void WithoutRunningStatisticsEvaluationUsesTheBatch()
    {
        using var norm = BatchNorm1d(1, affine: false, track_running_stats: false);
        norm.eval();

        Near.Equal([-1, 1], norm.call(tensor(new[] { 0f, 200f }).reshape(2, 1)));
        Assert.Empty(norm.state_dict());
    }

    [Fact]
    public void TheNameOfEveryBatchNormIsThatOfTheFirst()
    {
        using var norm = BatchNorm2d(1);

        Assert.Equal("BatchNorm1d", norm.GetName());
    }

    [Fact]
    public void AnInputOfOtherDimensionsIsRefused()
    {
        using var norm = BatchNorm2d(3);

        var error = Assert.Throws<ArgumentException>(() => norm.call(zeros(2, 3)));

        Assert.Equal("expected 4D input, but got 2D input.", error.Message);
    }

    [Fact]
    public void OneValuePerChannelCannotBeTrainedOn()
    {
        using var norm = BatchNorm1d(3);

        Assert.Throws<ArgumentException>(() => norm.call(zeros(1, 3)));
    }

    [Fact]
    public void TheGradientsOfBatchNormalisationAreItsDerivatives() => Gradients.Check(
        x => F.batch_norm(x[0], null, null, x[1], x[2], training: true),
        randn(3, 2, 2, dtype: ScalarType.Float64),
        randn(2, dtype: ScalarType.Float64),
        randn(2, dtype: ScalarType.Float64));

    [Fact]
    public void InstancesAreNormalizedOneByOne()
    {
        using var norm = InstanceNorm2d(1);
        using var input = cat([zeros(1, 1, 1, 2), tensor(new[] { 0f, 200f }).reshape(1, 1, 1, 2)]);

        Near.Equal([0, 0, -1, 1], norm.call(input));
        Near.Equal([-1, 1], norm.call(input[1]));
        Assert.Empty(norm.state_dict());
    }

    [Fact]
    public void LayersAndGroupsAreNormalizedPerSample()
    {
        using var layer = LayerNorm(2);
        using var group = GroupNorm(2, 4);

        Near.Equal([-1, 1, -1, 1], layer.call(tensor(new[] { 0f, 200f, 7f, 300f }).reshape(2, 2)), 1e-3);
        Near.Equal([-1, 1, -1, 1], group.call(tensor(new[] { 0f, 200f, 7f, 300f }).reshape(1, 4, 1)), 1e-3);
    }

    [Fact]
    public void ABatchNormMergesIntoTheConvolutionBeforeIt()
    {
        using var conv = Conv2d(2, 3, 3);
        using var norm = BatchNorm2d(3);
        norm.running_mean!.uniform_(-1, 1);
        norm.running_var!.uniform_(0.5, 2);
        conv.eval();
        norm.eval();
        using var input = randn(2, 2, 5, 5);

        var (weight, bias) = utils.fuse_conv_bn_weights(
            conv.weight, conv.bias, norm.running_mean!, norm.running_var!, norm.eps, norm.weight, norm.bias);

        Assert.True(F.conv2d(input, weight, bias).allclose(norm.call(conv.call(input)), 1e-4, 1e-5));
    }
}
