using FsCheck.Fluent;
using QuantGen.Quantizers.Kernels;
using QuantGen.Testing.Randomness;
using Xunit;

namespace QuantGen.Tests.Quantizers;

public sealed class FusedKernelTests
{
    [Fact]
    public void ActivationsOfEveryRegisterWidthEqualTheScalarFormBitForBit() => Check(static sample =>
    {
        Activated<ReluActivation>(sample);
        Activated<Relu6Activation>(sample);
    });

    [Fact]
    public void ResidualSumsOfEveryRegisterWidthEqualTheScalarFormBitForBit() => Check(static sample =>
    {
        Summed<NoActivation>(sample);
        Summed<ReluActivation>(sample);
        Summed<Relu6Activation>(sample);
    });

    [Fact]
    public void MasksOfEveryRegisterWidthClearExactlyTheirBits() => Check(static sample =>
    {
        Masked<ScalarLane>(sample);
        Masked<Lanes128>(sample);
        Masked<Lanes256>(sample);
        Masked<Lanes512>(sample);
    });

    private static void Check(Action<QuantSample> property) => Prop.ForAll(QuantSample.Arbitrary(), property).Holds(times: 200);

    private static void Activated<TActivation>(QuantSample sample)
        where TActivation : struct, IActivation
    {
        var expected = Activated<ScalarLane, TActivation>(sample);
        foreach (var actual in new[]
            { Activated<Lanes128, TActivation>(sample), Activated<Lanes256, TActivation>(sample), Activated<Lanes512, TActivation>(sample) })
        {
            Bits.Equal(expected.Values, actual.Values);
            Assert.Equal(expected.Bits, actual.Bits);
            Assert.Equal(expected.Outcome, actual.Outcome);
        }
    }

    private static unsafe (float[] Values, ulong[] Bits, KernelOutcome Outcome) Activated<TLanes, TActivation>(QuantSample sample)
        where TLanes : struct, ILanes<TLanes>
        where TActivation : struct, IActivation
    {
        var (values, bits) = (sample.Values(sample.Amax), new ulong[(sample.Length + 63) / 64]);
        fixed (float* source = values)
        fixed (ulong* clipped = bits)
        {
            var outcome = FakeQuantKernel.Run<TLanes, UniformRange, TActivation>(
                source, source, clipped, values.Length, sample.Grid, new UniformRange(sample.Grid, sample.Amax));
            return (values, bits, outcome);
        }
    }

    private static void Summed<TActivation>(QuantSample sample)
        where TActivation : struct, IActivation
    {
        var expected = Summed<ScalarLane, TActivation>(sample);
        foreach (var actual in new[]
            { Summed<Lanes128, TActivation>(sample), Summed<Lanes256, TActivation>(sample), Summed<Lanes512, TActivation>(sample) })
        {
            Bits.Equal(expected.Values, actual.Values);
            Assert.Equal(expected.Clipped, actual.Clipped);
            Assert.Equal(expected.Blocked, actual.Blocked);
            Assert.Equal(expected.Outcome, actual.Outcome);
        }
    }

    private static unsafe (float[] Values, ulong[] Clipped, ulong[] Blocked, KernelOutcome Outcome) Summed<TLanes, TActivation>(
        QuantSample sample)
        where TLanes : struct, ILanes<TLanes>
        where TActivation : struct, IActivation
    {
        var (identity, sum) = (sample.Values(sample.Amax), (sample with { Seed = sample.Seed + 1 }).Values(4));
        var (clips, blocks) = (new ulong[(sample.Length + 63) / 64], new ulong[(sample.Length + 63) / 64]);
        fixed (float* source = identity, other = sum)
        fixed (ulong* clipped = clips, blocked = blocks)
        {
            var outcome = ResidualKernel.Run<TLanes, TActivation>(
                source, other, other, clipped, blocked, sum.Length, sample.Grid, new UniformRange(sample.Grid, sample.Amax));
            return (sum, clips, blocks, outcome);
        }
    }

    private static unsafe void Masked<TLanes>(QuantSample sample)
        where TLanes : struct, ILanes<TLanes>
    {
        var random = new Random(sample.Seed);
        var (bits, more) = (Record(random, sample.Length), Record(random, sample.Length));
        var values = sample.Values(sample.Amax);
        var expected = Without(values, bits);
        var (copy, first, second) = (new float[values.Length], new float[values.Length], new float[values.Length]);
        fixed (float* source = values, target = copy, masked = first, part = second)
        fixed (ulong* words = bits, further = more)
        {
            MaskKernel.Copy<TLanes>(source, target, words, values.Length);
            MaskKernel.Split<TLanes>(source, masked, words, part, further, values.Length);
            MaskKernel.Clear<TLanes>(source, words, values.Length);
        }

        Bits.Equal(expected, copy, "copy");
        Bits.Equal(expected, values, "in place");
        Bits.Equal(expected, first, "first of two copies");
        Bits.Equal(Without(expected, more), second, "second of two copies");
    }

    private static ulong[] Record(Random random, int length)
    {
        var bits = new ulong[(length + 63) / 64];
        for (var i = 0; i < bits.Length; i++)
            bits[i] = random.Next(4) switch { 0 => 0, 1 => ulong.MaxValue, 2 => 1UL << random.Next(64), _ => (ulong)random.NextInt64() };

        // A record has no bits beyond its values.
        if (length % 64 != 0)
            bits[^1] &= (1UL << (length % 64)) - 1;

        return bits;
    }

    private static float[] Without(float[] values, ulong[] bits) => [.. values.Select((value, i) => (bits[i / 64] >> (i % 64) & 1) == 0 ? value : 0)];
}
