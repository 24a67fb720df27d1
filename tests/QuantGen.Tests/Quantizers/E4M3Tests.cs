using QuantGen.Quantizers;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Quantizers;

public sealed class E4M3Tests
{
    // Every number of the format that is not negative, in order: subnormals, then eight numbers for each power of two up to 448.
    private static readonly float[] Numbers =
    [
        .. Enumerable.Range(0, 8).Select(static i => i / 512f),
        .. Enumerable.Range(-6, 15).SelectMany(static e => Enumerable.Range(8, 8).Select(i => MathF.ScaleB(i, e - 3))).Where(static x => x <= 448),
    ];

    [Fact]
    public void TheNumbersOfTheFormatStayAsTheyAre()
    {
        Assert.Equal(127, Numbers.Length);
        Assert.Equal(Numbers, Quantize(Numbers));
        Assert.Equal(Numbers.Select(static x => -x), Quantize([.. Numbers.Select(static x => -x)]));
    }

    [Fact]
    public void WhatLiesBetweenGoesToTheNearerOfItsNeighboursTiesToTheEvenOne()
    {
        for (var i = 1; i < Numbers.Length; i++)
        {
            var (below, above) = (Numbers[i - 1], Numbers[i]);
            var middle = (below + above) / 2;
            var even = i % 2 == 1 ? below : above;
            Assert.Equal([below, even, above], Quantize([MathF.BitDecrement(middle), middle, MathF.BitIncrement(middle)]));
        }
    }

    // Numbers by their bits: all exponents, both signs, ties, infinity and NaN among them.
    [Fact]
    public void OnePassEqualsComposedOperatorsBitForBit()
    {
        using var scope = NewDisposeScope();
        var random = new Random(1);
        for (var round = 0; round < 200; round++)
        {
            var values = new float[random.Next(1, 70)];
            for (var i = 0; i < values.Length; i++)
            {
                var bits = (uint)random.NextInt64(1L << 32);
                values[i] = BitConverter.UInt32BitsToSingle(random.Next(4) == 0 ? bits & 0xFFF8_0000 : random.Next(2) == 0 ? bits : (bits & 0x83FF_FFFF) | 0x3C00_0000);
            }

            using var step = NewDisposeScope();
            var x = tensor(values);
            var amax = random.Next(4) switch { 0 => null, 1 => tensor(IntegerGrid.ZeroRange), 2 => tensor(3e-8f), _ => tensor((random.NextSingle() + 0.01f) * 100) };
            var (expected, actual) = (Tensors.Floats(E4M3.Composed(x, amax)), Tensors.Floats(FakeQuantization.ApplyE4M3(x, amax)));
            for (var i = 0; i < values.Length; i++)
            {
                if (float.IsNaN(expected[i]))
                    Assert.True(float.IsNaN(actual[i]));
                else
                    Assert.Equal(BitConverter.SingleToInt32Bits(expected[i]), BitConverter.SingleToInt32Bits(actual[i]));
            }
        }
    }

    [Fact]
    public void RangesAlongAnAxisAreAppliedInAnyLayout()
    {
        using var scope = NewDisposeScope();
        var x = randn(3, 4, 5, 6) * 3;
        foreach (var axis in Enumerable.Range(0, 4))
        {
            var shape = Enumerable.Range(0, 4).Select(i => i == axis ? x.size(i) : 1L).ToArray();
            var amax = rand(shape) * 4;
            amax.view(-1)[1] = 0;
            foreach (var values in new[] { x, x.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2), x.transpose(0, 3) })
            {
                var ranges = values.shape.SequenceEqual(x.shape) ? amax : amax.transpose(0, 3);
                Assert.Equal(Tensors.Floats(E4M3.Composed(values, ranges)), Tensors.Floats(FakeQuantization.ApplyE4M3(values, ranges)));
            }
        }
    }

    [Fact]
    public void BeyondTheLargestNumberValuesSaturateAndNaNStays()
    {
        Assert.Equal([448, 448, -448], Quantize([449, float.PositiveInfinity, -1e30f]));
        Assert.True(float.IsNaN(Quantize([float.NaN])[0]));
    }

    [Fact]
    public void AChannelWithoutARangeBecomesZeroAndOthersDoNot()
    {
        using var scope = NewDisposeScope();
        var amax = tensor(new[] { 0f, 2f }, [2, 1]);
        var y = FakeQuantization.ApplyE4M3(tensor(new[] { 1f, 2f, 1f, 2f }, [2, 2]), amax);
        Assert.Equal([0, 0, 1, 2], Tensors.Floats(y));
    }

    [Fact]
    public void GradientsPassWithinTheRangeOnly()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([1, 1, 0, 0], Gradient([-2, 2, 2.01f, -3], tensor(2f)));
        Assert.Equal([1, 0], Gradient([448, 449], null));
    }

    [Fact]
    public void OtherTypesKeepTheirType()
    {
        using var scope = NewDisposeScope();
        var x = tensor(Numbers);
        foreach (var type in new[] { ScalarType.Float16, ScalarType.BFloat16, ScalarType.Float64 })
        {
            var y = FakeQuantization.ApplyE4M3(x.to(type));
            Assert.Equal(type, y.dtype);
            Assert.Equal(Numbers, Tensors.Floats(y.to(ScalarType.Float32)));
        }
    }

    [Fact]
    public void RangesThatAreNegativeOrDoNotFitAreRefused()
    {
        using var scope = NewDisposeScope();
        var x = ones(2, 3);
        Assert.Contains("negative", Assert.Throws<QuantizationException>(() => FakeQuantization.ApplyE4M3(x, tensor(-1f))).Message, StringComparison.Ordinal);
        Assert.Contains("does not fit", Assert.Throws<QuantizationException>(() => FakeQuantization.ApplyE4M3(x, ones(2))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AQuantizerOfThatFormatQuantizesScalesAndPrints()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new TensorQuantizer(QuantDescriptor.E4M3PerTensor with { Amax = [2] });
        var x = tensor(new[] { 1.8f, 0.2f, -3f });
        Assert.Equal(Tensors.Floats(FakeQuantization.ApplyE4M3(x, tensor(2f))), Tensors.Floats(quantizer.call(x)!));
        Assert.Equal("E4M3 fake per-tensor amax=2.0000 calibrator=MaxCalibrator scale=1.0 quant", quantizer.ExtraRepr());
        Assert.Equal((8, false, false, null), (quantizer.Bits, quantizer.Unsigned, quantizer.NarrowRange, quantizer.StepSize));
        Assert.Throws<ArgumentException>(() => quantizer.Bits = 4);
    }

    [Fact]
    public void AQuantizerWithoutARangeNamesItself()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new TensorQuantizer(QuantDescriptor.E4M3PerTensor with { Name = "head" });
        Assert.Contains("'head'", Assert.Throws<UncalibratedQuantizerException>(() => quantizer.call(ones(2))).Message, StringComparison.Ordinal);
    }

    private static float[] Quantize(float[] values)
    {
        using var scope = NewDisposeScope();
        return Tensors.Floats(FakeQuantization.ApplyE4M3(tensor(values)));
    }

    private static float[] Gradient(float[] values, Tensor? amax)
    {
        var x = tensor(values, requires_grad: true);
        FakeQuantization.ApplyE4M3(x, amax).sum().backward();
        return Tensors.Floats(x.grad!);
    }
}
