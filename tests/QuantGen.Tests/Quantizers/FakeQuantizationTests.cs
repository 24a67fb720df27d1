using QuantGen.Quantizers;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Quantizers;

/// <summary>The figures of the peer's tensor_quant_test, and what its documentation prints.</summary>
public sealed class FakeQuantizationTests
{
    [Fact]
    public void TheDocumentedExampleComesOut()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[]
        {
            0.9817182f, 0.87960654f, 0.99214345f, 0.46106726f, 0.08321595f, 0.1784311f, 0.36743152f, 0.5676497f, 0.33760673f, 0.2119466f,
        });
        var (levels, scale) = FakeQuantization.Quantize(x, x.abs().max());
        Assert.Equal([126, 113, 127, 59, 11, 23, 47, 73, 43, 27], Tensors.Floats(levels));
        Assert.Equal(128.0057f, scale.item<float>(), 1e-4f);
        float[] expected =
        [
            0.98433137f, 0.88277334f, 0.9921435f, 0.46091706f, 0.08593369f, 0.17967953f, 0.36717123f, 0.5702872f, 0.3359226f, 0.21092814f,
        ];
        var actual = Tensors.Floats(FakeQuantization.Apply(x, x.abs().max()));
        Assert.All(expected.Zip(actual), static pair => Assert.Equal(pair.First, pair.Second, 1e-7f));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(11)]
    public void UnsignedEqualsSignedOfOneBitMoreOnPositiveData(int bits)
    {
        using var scope = NewDisposeScope();
        var x = rand(31, 17);
        Bits.Equal(FakeQuantization.Apply(x, tensor(0.8f), bits + 1), FakeQuantization.Apply(x, tensor(0.8f), bits, unsigned: true));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ANegativeValueIsRefusedByUnsignedLevelsOnEitherPath(bool dense)
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 0.5f, 0, -0.1f, 1 });
        x = dense ? x : x.expand(3, 4);
        var error = Assert.Throws<QuantizationException>(() => FakeQuantization.Apply(x, tensor(1f), unsigned: true));
        Assert.Contains("negative", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ANegativeRangeIsRefusedOnEitherPath(bool dense)
    {
        using var scope = NewDisposeScope();
        var x = ones(2, 3);
        x = dense ? x : x.expand(2, 2, 3);
        Assert.Throws<QuantizationException>(() => FakeQuantization.Apply(x, tensor(-1f)));
    }

    [Fact]
    public void ChannelsOfAnyAxisAreQuantizedWithTheirOwnRange()
    {
        using var scope = NewDisposeScope();
        var x = rand(3, 4, 5, 6) - 0.5f;
        float[] ranges = [0.8f, 0.9f, 0.7f, 0.6f];
        var y = FakeQuantization.Apply(x, tensor(ranges, [1, 4, 1, 1]));
        for (var channel = 0; channel < ranges.Length; channel++)
            Bits.Equal(FakeQuantization.Apply(x.select(1, channel), tensor(ranges[channel])), y.select(1, channel));
    }

    [Fact]
    public void RangesAlongSeveralAxesAreQuantizedSliceBySlice()
    {
        using var scope = NewDisposeScope();
        var x = rand(3, 4, 5) - 0.5f;
        var amax = x.abs().amax([2], keepdim: true);
        var y = FakeQuantization.Apply(x, amax, 6);
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 4; j++)
                Bits.Equal(FakeQuantization.Apply(x.select(0, i).select(0, j), amax.select(0, i).select(0, j), 6), y.select(0, i).select(0, j));
        }
    }

    [Fact]
    public void AChannelOfNextToNoRangeBecomesZeroAndLeavesTheOthersAlone()
    {
        using var scope = NewDisposeScope();
        var x = rand(2, 4, 3);
        var y = FakeQuantization.Apply(x, tensor(new[] { 1f, 1e-26f, 1f, 0f }, [1, 4, 1]));
        Assert.Equal(0, y.select(1, 1).abs().sum().item<float>());
        Assert.Equal(0, y.select(1, 3).abs().sum().item<float>());
        Bits.Equal(FakeQuantization.Apply(x.select(1, 2), tensor(1f)), y.select(1, 2));
    }

    [Fact]
    public void TheScaleOfNextToNoRangeIsOne()
    {
        using var scope = NewDisposeScope();
        var (_, scale) = FakeQuantization.Quantize(rand(2, 2), tensor(new[] { 1f, IntegerGrid.ZeroRange }, [2, 1]));
        Assert.Equal([127, 1], Tensors.Floats(scale));
    }

    [Fact]
    public void InfinitySaturatesAndNotANumberStays()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { float.PositiveInfinity, float.NegativeInfinity, float.NaN, 0.5f });
        Assert.Equal([1, -128f / 127, float.NaN, 64f / 127], Tensors.Floats(FakeQuantization.Apply(x, tensor(1f), narrowRange: false)));
        Assert.All(Tensors.Floats(FakeQuantization.Apply(ones(5), tensor(float.NaN))), static value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void NegativeZeroSurvives() =>
        Bits.Equal([-0f, 0f], Tensors.Floats(FakeQuantization.Apply(tensor(new[] { -1e-5f, 1e-5f }), tensor(1f))));

    [Fact]
    public void TheLowestLevelIsLeftOutOfTheNarrowRangeOnly()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { -2f });
        Assert.Equal([-127], Tensors.Floats(FakeQuantization.Quantize(x, tensor(1f)).Levels));
        Assert.Equal([-128], Tensors.Floats(FakeQuantization.Quantize(x, tensor(1f), narrowRange: false).Levels));
    }

    [Fact]
    public void HalfPrecisionIsComputedInSinglePrecision()
    {
        using var scope = NewDisposeScope();
        var x = rand(64).to(ScalarType.Float16);
        var y = FakeQuantization.Apply(x, tensor(0.9f));
        Assert.Equal(ScalarType.Float16, y.dtype);
        var expected = FakeQuantization.Quantize(x.to(ScalarType.Float32), tensor(0.9f));
        Bits.Equal((expected.Levels.to(ScalarType.Float16) / expected.Scale.to(ScalarType.Float16)).to(ScalarType.Float32), y.to(ScalarType.Float32));
    }

    [Fact]
    public void AScaleBeyondHalfPrecisionIsRefusedForLevelsAndHarmlessForValues()
    {
        using var scope = NewDisposeScope();
        var x = rand(16).to(ScalarType.Float16);
        Assert.Throws<QuantizationException>(() => FakeQuantization.Quantize(x, tensor(1e-4f)));
        Assert.True(FakeQuantization.Apply(x, tensor(1e-4f)).isfinite().all().item<bool>());
    }

    [Theory]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.BFloat16)]
    public void OtherElementTypesKeepTheirType(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var x = rand(4, 6).to(type).requires_grad_();
        var y = FakeQuantization.Apply(x, tensor(new[] { 0.5f, 1, 0.25f, 2 }, [4, 1]));
        y.sum().backward();
        Assert.Equal(type, y.dtype);
        Assert.Equal(type, x.grad!.dtype);
    }

    [Fact]
    public void AffineQuantizationReturnsItsOwnLevels()
    {
        using var scope = NewDisposeScope();
        float[] values = [-1, -13, -101, -128, 0, 2, 5, 13, 93, 111, 127];
        Assert.Equal(values, Tensors.Floats(FakeQuantization.ApplyAffine(tensor(values), -128, 127)));
    }

    [Fact]
    public void AffineRangesThatAreEmptyOrNotFiniteAreRefused()
    {
        using var x = ones(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => FakeQuantization.ApplyAffine(x, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => FakeQuantization.ApplyAffine(x, float.NaN, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => FakeQuantization.ApplyAffine(x, 0, float.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => FakeQuantization.ApplyAffine(x, 0, 1, 17));
    }

    [Fact]
    public void AnEmptyTensorStaysEmpty()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([0, 3], FakeQuantization.Apply(zeros(0, 3), tensor(1f)).shape);
        Assert.Equal([], FakeQuantization.Apply(tensor(0.3f), tensor(1f)).shape);
    }
}
