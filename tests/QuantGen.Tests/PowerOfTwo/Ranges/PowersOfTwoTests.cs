using FsCheck.Fluent;
using QuantGen.PowerOfTwo;
using QuantGen.Testing.Randomness;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.PowerOfTwo.Ranges;

public sealed class PowersOfTwoTests
{
    [Theory]
    [InlineData(1f, 1f, 1f)]
    [InlineData(5.3f, 8f, 4f)]
    [InlineData(8f, 8f, 8f)]
    [InlineData(8.000001f, 16f, 8f)]
    [InlineData(0.3f, 0.5f, 0.25f)]
    [InlineData(1.4e-45f, 1.4e-45f, 1.4e-45f)]
    public void TheNeighboursOfAValue(float value, float ceiling, float floor)
    {
        Assert.Equal(ceiling, PowersOfTwo.Ceiling(value));
        Assert.Equal(floor, PowersOfTwo.Floor(value));
    }

    [Fact]
    public void ExactAtEveryPowerAndItsNeighbours()
    {
        for (var exponent = -126; exponent <= 126; exponent++)
        {
            var power = MathF.ScaleB(1, exponent);
            Assert.Equal(power, PowersOfTwo.Ceiling(power));
            Assert.Equal(power, PowersOfTwo.Floor(power));
            Assert.Equal(2 * power, PowersOfTwo.Ceiling(MathF.BitIncrement(power)));
            Assert.Equal(power, PowersOfTwo.Floor(MathF.BitIncrement(power)));
            Assert.Equal(power, PowersOfTwo.Ceiling(MathF.BitDecrement(power)));
            Assert.Equal(power / 2, PowersOfTwo.Floor(MathF.BitDecrement(power)));
        }
    }

    [Fact]
    public void TheCeilingIsAPowerOfTwoNotBelowAndTheFloorOneNotAboveAndBothNext() => Prop.ForAll(
        Gen.Choose(1, 0x7E80_0000 - 1).Select(BitConverter.Int32BitsToSingle).ToArbitrary(),
        static value =>
        {
            var (ceiling, floor) = (PowersOfTwo.Ceiling(value), PowersOfTwo.Floor(value));
            return IsPower(ceiling) && IsPower(floor) && floor <= value && value <= ceiling && ceiling <= 2 * floor && (ceiling == floor) == (value == floor);
        }).Holds(times: 2000);

    [Fact]
    public void TensorsElementByElement()
    {
        using var scope = NewDisposeScope();
        var values = tensor([0.3f, 1, 5.3f, 100, 0.7f, 64], [2, 3]).requires_grad_();
        var ceiling = PowersOfTwo.Ceiling(values.t());
        Assert.Equal([3, 2], ceiling.shape);
        Assert.False(ceiling.requires_grad);
        Assert.Equal([0.5f, 128, 1, 1, 8, 64], Tensors.Floats(ceiling));
        Assert.Equal([0.25f, 1, 4, 64, 0.5f, 64], Tensors.Floats(PowersOfTwo.Floor(values)));
        Assert.Equal([0.3f, 1, 5.3f, 100, 0.7f, 64], Tensors.Floats(values));
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void WhatHasNoPowerOfTwoIsRefused(float value)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PowersOfTwo.Ceiling(value));
        Assert.Throws<ArgumentOutOfRangeException>(() => PowersOfTwo.Floor(value));
        Assert.Throws<ArgumentOutOfRangeException>(() => PowersOfTwo.Ceiling(tensor([1, value])));
    }

    [Fact]
    public void AboveTheHighestPowerThereIsNoCeiling()
    {
        Assert.Equal(MathF.ScaleB(1, 127), PowersOfTwo.Floor(float.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => PowersOfTwo.Ceiling(float.MaxValue));
    }

    private static bool IsPower(float value) => MathF.ScaleB(1, MathF.ILogB(value)) == value;
}
