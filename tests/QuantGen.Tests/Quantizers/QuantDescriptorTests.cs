using QuantGen.Quantizers;
using Xunit;

namespace QuantGen.Tests.Quantizers;

public sealed class QuantDescriptorTests
{
    [Fact]
    public void DefaultsAreThePeers()
    {
        var descriptor = new QuantDescriptor();
        Assert.Equal(8, descriptor.Bits);
        Assert.Null(descriptor.Name);
        Assert.True(descriptor.FakeQuant);
        Assert.Null(descriptor.Axes);
        Assert.Null(descriptor.Amax);
        Assert.False(descriptor.LearnAmax);
        Assert.Null(descriptor.ScaleAmax);
        Assert.Equal(CalibratorKind.Max, descriptor.Calibrator);
        Assert.False(descriptor.Unsigned);
        Assert.False(descriptor.NarrowRange);
        Assert.False(descriptor.Dynamic);
    }

    [Fact]
    public void DescriptorsOfEqualContentAreEqual()
    {
        var first = new QuantDescriptor { Bits = 2, Name = "a", Axes = [1, 2], Amax = [3.1415927f, 2] };
        var second = new QuantDescriptor { Bits = 2, Name = "a", Axes = [1, 2], Amax = [3.1415927f, 2] };
        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.NotEqual(first, second with { Axes = [2, 1] });
        Assert.NotEqual(first, second with { Amax = [3.1415927f] });
        Assert.NotEqual(first, second with { NarrowRange = true });
        Assert.NotEqual(first, second with { Calibrator = CalibratorKind.Histogram });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(17)]
    public void BitWidthsOutsideOneToSixteenAreRefused(int bits) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new QuantDescriptor { Bits = bits });

    [Fact]
    public void ALearnedRangePerAxisIsRefusedInEitherOrder()
    {
        Assert.Throws<ArgumentException>(static () => new QuantDescriptor { LearnAmax = true, Axes = [0] });
        Assert.Throws<ArgumentException>(static () => new QuantDescriptor { Axes = [0], LearnAmax = true });
    }

    [Fact]
    public void RangesThatAreNegativeOrNotFiniteAreRefused()
    {
        Assert.Throws<ArgumentException>(static () => new QuantDescriptor { Amax = [-1] });
        Assert.Throws<ArgumentException>(static () => new QuantDescriptor { Amax = [1, float.NaN] });
        Assert.Throws<ArgumentException>(static () => new QuantDescriptor { Amax = [] });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new QuantDescriptor { ScaleAmax = 0 });
    }

    [Fact]
    public void AxesThatAreMissingOrRepeatedAreRefused()
    {
        Assert.Throws<ArgumentException>(static () => new QuantDescriptor { Axes = [] });
        Assert.Throws<ArgumentException>(static () => new QuantDescriptor { Axes = [1, 1] });
    }

    [Fact]
    public void ARangeOfAnotherShapeThanItsValuesIsRefused() =>
        Assert.Throws<ArgumentException>(static () => new TensorQuantizer(new QuantDescriptor { Amax = [1, 2], AmaxShape = [3, 1] }));

    [Fact]
    public void WeightDescriptorsKeepTheAxisOfOutputChannels()
    {
        Assert.Equal([0], QuantDescriptor.Int8ConvWeightPerChannel.Axes!);
        Assert.Equal([1], QuantDescriptor.Int8ConvTransposeWeightPerChannel.Axes!);
        Assert.Equal([0], QuantDescriptor.Int8LinearWeightPerRow.Axes!);
        Assert.True(QuantDescriptor.UInt8PerTensor.Unsigned);
        Assert.Equal(new QuantDescriptor(), QuantDescriptor.Int8PerTensor);
    }

    [Fact]
    public void ThePrintedFormSaysWhatDiffers()
    {
        Assert.Equal("QuantDescriptor(8bit fake per-tensor)", new QuantDescriptor().ToString());
        Assert.Equal(
            "a: (unsigned 4bit real axis=(0, 1) amax=(0.5, 1) scale_amax=0.8)",
            new QuantDescriptor { Name = "a", Bits = 4, Unsigned = true, FakeQuant = false, Axes = [0, 1], Amax = [0.5f, 1], ScaleAmax = 0.8f }.ToString());
    }
}
