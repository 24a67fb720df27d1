using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Core;

public sealed class ArithmeticTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void ANumberOverATensorMultipliesByTheReciprocal()
    {
        var divisors = arange(1, 5000, dtype: ScalarType.Float32);
        Assert.Equal(divisors.reciprocal().mul(127f), 127f / divisors);
        Assert.NotEqual(tensor(127f).div(divisors), 127f / divisors);
    }

    [Fact]
    public void ATensorOverANumberDividesTruly() =>
        Assert.Equal(Enumerable.Range(1, 9).Select(static i => i / 3f), (arange(1, 10, dtype: ScalarType.Float32) / 3f).data<float>().ToArray());

    [Fact]
    public void RoundingGoesToTheEvenNeighbour() =>
        Assert.Equal([-2f, 0f, 0f, 2f, 2f], tensor(new[] { -1.5f, -0.5f, 0.5f, 1.5f, 2.5f }).round().data<float>().ToArray());

    [Fact]
    public void ANumberKeepsTheTypeOfTheTensorAndIntegersBecomeRealWhenTheyMust()
    {
        Assert.Equal(ScalarType.Float32, (ones(1) * 2.0).dtype);
        Assert.Equal(ScalarType.Int64, (arange(3) * 2).dtype);
        Assert.Equal(ScalarType.Float32, (arange(3) * 0.5).dtype);
        Assert.Equal(ScalarType.Float32, (arange(3) / 2).dtype);
    }

    [Fact]
    public void InPlaceFormsReturnTheSameObject()
    {
        var x = ones(2);
        Assert.Same(x, x.add_(1).mul_(3).clamp_(max: 5));
        Assert.Equal([5f, 5f], x.data<float>().ToArray());
    }

    [Theory]
    [InlineData(RoundingMode.None, -3.5f)]
    [InlineData(RoundingMode.floor, -4f)]
    [InlineData(RoundingMode.trunc, -3f)]
    public void DivisionRoundsAsAsked(RoundingMode mode, float quotient)
    {
        Assert.Equal(quotient, tensor(-7f).div(2, mode).item<float>());
        Assert.Equal(quotient, tensor(-7f).div_(tensor(2f), mode).item<float>());
    }

    [Fact]
    public void RemainderHasTheSignOfTheDivisorAndFmodOfTheDividend()
    {
        Assert.Equal(1f, (tensor(-7f) % 2f).item<float>());
        Assert.Equal(-1f, tensor(-7f).fmod(2).item<float>());
    }

    [Fact]
    public void ComparisonsWorkFromBothSides()
    {
        var x = arange(3);
        Assert.Equal([false, false, true], (x > 1).data<bool>().ToArray());
        Assert.Equal([true, false, false], (1 > x).data<bool>().ToArray());
        Assert.Equal([false, true, false], (x == 1).data<bool>().ToArray());
        Assert.True(x.Equals(arange(3)));
    }

    [Fact]
    public void ReductionsTakeDimensionsAndKeepThemWhenAsked()
    {
        var x = arange(24, dtype: ScalarType.Float32).reshape(2, 3, 4);
        Assert.Equal([2L, 1L, 1L], x.amax([1, 2], keepdim: true).shape);
        Assert.Equal([11f, 23f], x.amax(1, 2).data<float>().ToArray());
        Assert.Equal(276f, x.sum().item<float>());
        Assert.Equal([3L], x.mean([0, 2]).shape);
        var (values, places) = x.max(-1);
        Assert.Equal([3f, 7f, 11f, 15f, 19f, 23f], values.data<float>().ToArray());
        Assert.All(places.data<long>().ToArray(), static place => Assert.Equal(3, place));
        Assert.Equal(1f, tensor(new[] { 1f, 3f }).std(unbiased: false).item<float>());
    }

    [Fact]
    public void TypesOfFactoriesFollowTorchSharp()
    {
        Assert.Equal(ScalarType.Float32, zeros(1).dtype);
        Assert.Equal(ScalarType.Int64, full(1, 3).dtype);
        Assert.Equal(ScalarType.Float32, full(1, 3.0).dtype);
        Assert.Equal(ScalarType.Int64, arange(3).dtype);
        Assert.Equal(ScalarType.Float32, arange(3.0).dtype);
        Assert.Equal(ScalarType.Int64, randint(10, [2]).dtype);
        Assert.Equal(ScalarType.Float64, tensor(1.0).dtype);
        Assert.Equal(ScalarType.Int32, tensor(new[] { 1 }).dtype);
    }

    [Fact]
    public void TheSameSeedDrawsTheSameNumbersFromTheDefaultAndFromAnOwnGenerator()
    {
        manual_seed(7);
        var first = randn(5);
        manual_seed(7);
        Assert.Equal(first, randn(5));
        using var one = new Generator(7);
        using var two = new Generator(7);
        Assert.Equal(rand(5, generator: one), rand(5, generator: two));
        var state = one.get_state();
        var next = rand(5, generator: one);
        one.set_state(state);
        Assert.Equal(next, rand(5, generator: one));
    }
}
