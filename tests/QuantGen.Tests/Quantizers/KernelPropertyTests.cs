using FsCheck.Fluent;
using QuantGen.Quantizers.Kernels;
using QuantGen.Testing.Randomness;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Quantizers;

public sealed class KernelPropertyTests
{
    [Fact]
    public void EveryRegisterWidthEqualsTheScalarFormBitForBit() => Check(finite: false, static sample =>
    {
        var values = sample.Values(sample.Amax);
        var (expected, bits, outcome) = RunLanes<ScalarLane>(values, sample);
        var wide = new[] { RunLanes<Lanes128>(values, sample), RunLanes<Lanes256>(values, sample), RunLanes<Lanes512>(values, sample) };
        foreach (var (actual, actualBits, actualOutcome) in wide)
        {
            Bits.Equal(expected, actual);
            Assert.Equal(bits, actualBits);
            Assert.Equal(outcome, actualOutcome);
        }
    });

    [Fact]
    public void TheKernelEqualsComposedOperatorsBitForBitPerTensor() => Check(finite: false, static sample =>
    {
        using var scope = NewDisposeScope();
        var input = tensor(sample.Values(sample.Amax));
        Bits.KernelEqualsOperators(input, tensor(sample.Amax), sample.Gradient(sample.Length), sample.Width, sample.Unsigned, sample.Narrow);
    });

    [Fact]
    public void TheKernelEqualsComposedOperatorsBitForBitPerChannelOfAnyAxisAndLayout() => Check(finite: false, static sample =>
    {
        using var scope = NewDisposeScope();
        var random = new Random(sample.Seed);
        long[] shape = [random.Next(1, 5), random.Next(1, 9), random.Next(1, 7), random.Next(1, 12)];
        var axis = random.Next(shape.Length);
        long[] ranges = [1, 1, 1, 1];
        ranges[axis] = shape[axis];

        var drawn = sample with { Length = (int)(shape[0] * shape[1] * shape[2] * shape[3]) };
        var order = Enumerable.Range(0, 4).Select(static i => (long)i).ToArray();
        random.Shuffle(order);
        var input = Permuted(tensor(drawn.Values(1), shape), order);
        var amax = tensor(sample.ChannelAmax((int)shape[axis]), ranges);
        Bits.KernelEqualsOperators(input, amax, sample.Gradient(shape), sample.Width, sample.Unsigned, sample.Narrow);
    });

    [Fact]
    public void LongChannelsAndLongPatternsEqualComposedOperatorsBitForBit() => Check(finite: false, times: 40, static sample =>
    {
        using var scope = NewDisposeScope();
        var random = new Random(sample.Seed);
        long[] shape = [random.Next(2, 40), random.Next(1, 150), random.Next(1, 12)];
        var axis = random.Next(2);
        long[] ranges = [1, 1, 1];
        ranges[axis] = shape[axis];
        var input = tensor((sample with { Length = (int)(shape[0] * shape[1] * shape[2]) }).Values(1), shape);
        Bits.KernelEqualsOperators(
            input, tensor(sample.ChannelAmax((int)shape[axis]), ranges), sample.Gradient(shape), sample.Width, sample.Unsigned, sample.Narrow);
    });

    private static void Check(bool finite, Action<QuantSample> property) => Check(finite, 400, property);

    private static void Check(bool finite, int times, Action<QuantSample> property) =>
        Prop.ForAll(QuantSample.Arbitrary(finite), property).Holds(times);

    /// <summary>The same elements, laid out in another order of axes.</summary>
    private static Tensor Permuted(Tensor values, long[] order)
    {
        var back = new long[order.Length];
        for (var i = 0; i < order.Length; i++)
            back[order[i]] = i;

        return values.permute(order).contiguous().permute(back);
    }

    private static unsafe (float[] Values, ulong[] Bits, KernelOutcome Outcome) RunLanes<TLanes>(float[] values, QuantSample sample)
        where TLanes : struct, ILanes<TLanes>
    {
        var output = new float[values.Length];
        var bits = new ulong[(values.Length + 63) / 64];
        fixed (float* source = values, target = output)
        fixed (ulong* clipped = bits)
        {
            var outcome = FakeQuantKernel.Run<TLanes, UniformRange, NoActivation>(
                source, target, clipped, values.Length, sample.Grid, new UniformRange(sample.Grid, sample.Amax));
            return (output, bits, outcome);
        }
    }
}
