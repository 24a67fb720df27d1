using FsCheck.Fluent;
using QuantGen.Calibration;
using QuantGen.Testing.Randomness;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Calibration;

public sealed class MaxCollectorTests
{
    [Fact]
    public void OneMagnitudeIsTheLargestOfAllTensors() =>
        Prop.ForAll(SampleData.Arbitrary, SampleData.Arbitrary, static (first, second) =>
        {
            using var scope = NewDisposeScope();
            var collector = new MaxCollector();
            collector.Collect(tensor(first.Values()));
            collector.Collect(tensor(second.Values()));
            return collector.Amax()!.item<float>() == first.Values().Concat(second.Values()).Max(MathF.Abs);
        }).Holds();

    [Theory]
    [InlineData(new[] { 0 }, new long[] { 4, 1, 1, 1 })]
    [InlineData(new[] { -4 }, new long[] { 4, 1, 1, 1 })]
    [InlineData(new[] { 1, 2 }, new long[] { 1, 5, 6, 1 })]
    [InlineData(new[] { 0, 1, 2, 3 }, new long[] { 4, 5, 6, 7 })]
    public void MagnitudesLieAlongTheAxesThatKeepOne(int[] axes, long[] shape)
    {
        using var input = randn(4, 5, 6, 7);
        var collector = new MaxCollector(axes);
        collector.Collect(input);

        using var amax = collector.Amax();
        using var expected = input.abs().amax([.. Enumerable.Range(0, 4).Where(axis => !axes.Contains(axis) && !axes.Contains(axis - 4)).Select(static axis => (long)axis)], keepdim: true);
        Assert.Equal(shape, amax!.shape);
        Assert.Equal(Tensors.Floats(axes.Length == 4 ? input.abs() : expected), Tensors.Floats(amax));
    }

    [Fact]
    public void MagnitudesBelongToTheCaller()
    {
        var collector = new MaxCollector();
        using var two = tensor(new[] { 2f });
        using var five = tensor(new[] { 5f });
        collector.Collect(two);
        using var amax = collector.Amax();
        collector.Collect(five);

        // The peer's buffer would now hold 5.
        Assert.Equal(2f, amax!.item<float>());
    }

    [Fact]
    public void AnotherShapeIsRefusedAndChangesNothing()
    {
        var collector = new MaxCollector([0]);
        using var first = ones(4, 3);
        using var other = ones(5, 3) * 9;
        collector.Collect(first);

        var error = Assert.Throws<CalibrationException>(() => collector.Collect(other));

        Assert.Equal("The magnitudes of a tensor of shape [5, 3] have the shape [5, 1], those collected before [4, 1]; collect tensors of one shape, or reset the collector.", error.Message);
        using var amax = collector.Amax();
        Assert.Equal([1f, 1f, 1f, 1f], Tensors.Floats(amax!));
    }

    [Fact]
    public void AnAxisThatTheTensorLacksIsRefused()
    {
        using var input = ones(4, 3);

        var error = Assert.Throws<CalibrationException>(() => new MaxCollector([2]).Collect(input));
        Assert.Contains("does not have the axes 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ResetForgetsEverything()
    {
        var collector = new MaxCollector(trackBatches: true);
        using var input = ones(3);
        collector.Collect(input);
        collector.Reset();

        Assert.Equal(0, collector.Count);
        Assert.Null(collector.Amax());
        Assert.Empty(collector.BatchAmax());
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void NonFiniteValuesAreRefusedPerChannelToo(float value)
    {
        using var input = ones(4, 3);
        input[2, 1] = value;

        Assert.Throws<CalibrationException>(() => new MaxCollector([0]).Collect(input));
        Assert.Throws<CalibrationException>(() => new MaxCollector().Collect(input));
    }

    [Fact]
    public void NothingIsCollectedFromATensorWithoutElements()
    {
        var collector = new MaxCollector([0]);
        using var input = empty(0, 3);
        collector.Collect(input);

        Assert.Equal(0, collector.Count);
        Assert.Null(collector.Amax());
    }
}
