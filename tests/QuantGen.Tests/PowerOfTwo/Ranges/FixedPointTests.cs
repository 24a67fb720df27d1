using QuantGen.PowerOfTwo;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.PowerOfTwo.Ranges;

/// <summary>The worked figures of section 1.2.</summary>
public sealed class FixedPointTests
{
    private static readonly float[] Ties = [-1.5f, -0.5f, -0.49f, 0.5f, 1.5f, 2.5f];

    [Theory]
    [InlineData(FixedPointRounding.HalfUp, -1, 0, 0, 1, 2, 3)]
    [InlineData(FixedPointRounding.HalfAwayFromZero, -2, -1, 0, 1, 2, 3)]
    [InlineData(FixedPointRounding.HalfToEven, -2, 0, 0, 0, 2, 2)]
    [InlineData(FixedPointRounding.TowardZero, -1, 0, 0, 0, 1, 2)]
    public void Section12RoundingTable(FixedPointRounding mode, params int[] expected)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(expected.Select(static level => (float)level), Tensors.Floats(FixedPoint.Round(tensor(Ties), mode)).Select(static level => level + 0));

        // The same through the kernel: a step of 1 and levels from -128 to 127.
        var quantized = FixedPoint.FakeQuantize(tensor(Ties), 128, new FixedPointFormat(8, Signed: true, mode));
        Assert.Equal(expected.Select(static level => (float)level), Tensors.Floats(quantized).Select(static level => level + 0));
    }

    [Fact]
    public void NoRoundingOnlyClips()
    {
        using var scope = NewDisposeScope();
        var quantized = FixedPoint.FakeQuantize(tensor([-9f, -1.3f, 0.2f, 9]), 2, new FixedPointFormat(8, Signed: true, FixedPointRounding.None));
        Assert.Equal([-2, -1.3f, 0.2f, 127f / 64], Tensors.Floats(quantized));
    }

    [Theory]
    [InlineData(FixedPointRounding.HalfUp, 0.49999997f, 0)]
    [InlineData(FixedPointRounding.HalfUp, -0.50000006f, -1)]
    [InlineData(FixedPointRounding.HalfUp, -1e-9f, 0)]
    [InlineData(FixedPointRounding.HalfAwayFromZero, 0.49999997f, 0)]
    [InlineData(FixedPointRounding.HalfAwayFromZero, -0.49999997f, 0)]
    public void OneHalfIsTheBoundExactly(FixedPointRounding mode, float value, float expected)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(expected, FixedPoint.Round(tensor([value]), mode)[0].item<float>() + 0);
    }

    [Fact]
    public void Section12Weights()
    {
        using var scope = NewDisposeScope();
        var format = FixedPointFormat.Weight(8);
        var weight = tensor([-0.9f, 0.3f, 0.62f, 0.004f, 1]);
        Assert.Equal(128, format.Scale(1f));
        Assert.Equal([-115, 38, 79, 1, 127], Tensors.Floats(FixedPoint.Levels(weight, tensor(1f), format)));
        Assert.Equal([-115 / 128f, 38 / 128f, 79 / 128f, 1 / 128f, 127 / 128f], Tensors.Floats(FixedPoint.FakeQuantize(weight, 1, format)));
    }

    [Fact]
    public void Section12Activations()
    {
        using var scope = NewDisposeScope();
        var format = new FixedPointFormat(8, Signed: false, FixedPointRounding.HalfUp);
        var clip = PowersOfTwo.Ceiling(5.3f);
        Assert.Equal(8, clip);
        Assert.Equal(32, format.Scale(clip));
        var values = tensor([5.3f, 7.99f, 8.2f, 0.0157f, -1]);
        Assert.Equal([170, 255, 255, 1, 0], Tensors.Floats(FixedPoint.Levels(values, tensor(clip), format)));
        Assert.Equal([5.3125f, 255 / 32f, 255 / 32f, 1 / 32f, 0], Tensors.Floats(FixedPoint.FakeQuantize(values, clip, format)));
    }

    [Fact]
    public void Section12SixteenBits()
    {
        Assert.Equal(8192, new FixedPointFormat(16, Signed: false, FixedPointRounding.HalfUp).Scale(8f));
        Assert.Equal(4096, new FixedPointFormat(16, Signed: true, FixedPointRounding.HalfUp).Scale(8f));
    }

    [Fact]
    public void TheClipBoundItselfSaturatesToTheHighestLevel()
    {
        using var scope = NewDisposeScope();
        var signed = new FixedPointFormat(8, Signed: true, FixedPointRounding.HalfUp);
        Assert.Equal([127 / 128f * 4, -4], Tensors.Floats(FixedPoint.FakeQuantize(tensor([4f, -4]), 4, signed)));
    }

    [Fact]
    public void ScalesAndClipBoundsAreAtLeastTwoToTheMinusSixteen()
    {
        using var scope = NewDisposeScope();
        var format = new FixedPointFormat(8, Signed: true, FixedPointRounding.HalfUp);
        Assert.Equal(MathF.ScaleB(1, 7 + 16), format.Scale(0f));
        Assert.Equal([MathF.ScaleB(1, 7 + 16), 128], Tensors.Floats(format.Scale(tensor([0f, 1]))));
    }

    [Fact]
    public void WithoutPowersOfTwoTheScaleIsAsItComes()
    {
        using var scope = NewDisposeScope();
        var format = FixedPointFormat.Weight(8, powerOfTwo: false);
        Assert.Equal(128 / 0.9f, format.Scale(0.9f));
        Assert.Equal(0.9f, format.Clip(format.Scale(0.9f)), 1e-6f);
        Assert.Equal([-128, 127], Tensors.Floats(FixedPoint.Levels(tensor([-0.9f, 0.9f]), tensor(0.9f), format)));
    }

    [Fact]
    public void EachChannelHasItsClipBound()
    {
        using var scope = NewDisposeScope();
        var weight = tensor([0.9f, -0.3f, 3, 1.26f], [2, 2]);
        var quantized = FixedPoint.FakeQuantize(weight, tensor([1f, 4], [2, 1]), FixedPointFormat.Weight(8));
        Assert.Equal([115 / 128f, -38 / 128f, 3, 40 / 32f], Tensors.Floats(quantized));
    }

    [Fact]
    public void TheGradientIsOneWithinTheClipBoundsAndZeroOutside()
    {
        using var scope = NewDisposeScope();
        float[] values = [-4.01f, -4, -1.7f, -1e-6f, 0, 1e-6f, 3.99f, 4, 4.01f, 100];
        float[] gradient = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
        Assert.Equal([0, 2, 3, 4, 5, 6, 7, 8, 0, 0], Gradient(values, gradient, signed: true));
        Assert.Equal([0, 0, 0, 0, 5, 6, 7, 8, 0, 0], Gradient(values, gradient, signed: false));
    }

    [Fact]
    public void WithinLimitsNoLevelLiesOutsideOfThem()
    {
        using var scope = NewDisposeScope();
        var format = new FixedPointFormat(8, Signed: true, FixedPointRounding.HalfUp);
        var range = FixedPointRange.Of(8, format).Within(-1, 6);
        var x = tensor([-8f, -1.01f, -1, 5.99f, 6, 6.01f, 8]).requires_grad_();
        var y = FixedPoint.FakeQuantize(x, range, FixedPointRounding.HalfUp);
        Assert.Equal([-1, -1, -1, 6, 6, 6, 6], Tensors.Floats(y));
        y.sum().backward();
        Assert.Equal([0, 0, 1, 1, 1, 0, 0], Tensors.Floats(x.grad!));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void ValuesWithoutALevelAreRefused(float value)
    {
        using var scope = NewDisposeScope();
        var format = new FixedPointFormat(8, Signed: true, FixedPointRounding.HalfUp);
        var values = arange(100, ScalarType.Float32);
        values[77] = value;
        var error = Assert.Throws<QuantizationException>(() => FixedPoint.FakeQuantize(values, 4, format));
        Assert.Equal("The tensor holds NaN or infinity, which have no level; leave such data out, or repair the layer that makes it.", error.Message);
        Assert.Throws<QuantizationException>(() => FixedPoint.FakeQuantize(values.to(ScalarType.Float64), 4, format));
        Assert.Throws<QuantizationException>(() => FixedPoint.FakeQuantize(values, tensor([4f]), format));
    }

    [Fact]
    public void ClipBoundsMustFitTheTensor()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<QuantizationException>(() => FixedPoint.FakeQuantize(ones(4, 3), ones(4), FixedPointFormat.Weight(8)));
        Assert.Equal("A range of shape [4] does not fit a tensor of shape [4, 3].", error.Message);
    }

    [Theory]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    public void OtherTypesKeepTheirType(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var format = new FixedPointFormat(8, Signed: true, FixedPointRounding.HalfUp);
        var quantized = FixedPoint.FakeQuantize(tensor([-5f, -0.5f, 0.25f, 3.9f]).to(type), 4, format);
        Assert.Equal(type, quantized.dtype);
        Assert.Equal([-4, -0.5f, 0.25f, 3.90625f], Tensors.Floats(quantized.to(ScalarType.Float32)));
    }

    private static float[] Gradient(float[] values, float[] gradient, bool signed)
    {
        var x = tensor(values).requires_grad_();
        FixedPoint.FakeQuantize(x, 4, new FixedPointFormat(8, signed, FixedPointRounding.HalfUp)).backward([tensor(gradient)]);
        return Tensors.Floats(x.grad!);
    }
}
