using FsCheck.Fluent;
using QuantGen.PowerOfTwo;
using QuantGen.Testing.Randomness;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.PowerOfTwo.Ranges;

public sealed class Pact2PropertyTests
{
    [Fact]
    public void TheClipBoundIsAPowerOfTwoNextToTheRangeAndNotBelow() => Check(static (low, high, options) =>
    {
        using var quantizer = new Pact2(options);
        quantizer.SetRange(low, high);
        var (from, to) = quantizer.ClipRange;
        Assert.Equal(options.Signed ?? low < 0, quantizer.Signed);
        Assert.Equal(quantizer.Signed ? -to : 0, from);
        Assert.Equal(PowersOfTwo.Ceiling(to), to);

        var magnitude = quantizer.Signed ? Math.Max(Math.Abs(low), Math.Abs(high)) : Math.Abs(high);
        Assert.True(to >= magnitude);
        Assert.True(to < 2 * Math.Max(magnitude, PowersOfTwo.Smallest));
        Assert.Equal(MathF.ScaleB(1, quantizer.Signed ? options.Bits - 1 : options.Bits) / to, quantizer.Scale);
    });

    [Fact]
    public void QuantizingTwiceIsQuantizingOnce() => Check(static (low, high, options) =>
    {
        using var scope = NewDisposeScope();
        using var quantizer = new Pact2(options);
        quantizer.SetRange(low, high);
        quantizer.eval();
        var once = quantizer.call(linspace(2 * low, 2 * high, 77));
        Assert.Equal(Tensors.Floats(once), Tensors.Floats(quantizer.call(once)));
    });

    [Fact]
    public void TheOrderOfEqualWeightBatchesDoesNotMatter() => Check(static (low, high, options) =>
    {
        using var scope = NewDisposeScope();
        Tensor[] batches = [linspace(low, high, 30), linspace(low / 2, high * 3, 20), linspace(low * 2, high, 10)];
        using var forward = new Pact2(options);
        using var backward = new Pact2(options);
        foreach (var batch in batches)
            forward.call(batch);
        foreach (var batch in batches.AsEnumerable().Reverse())
            backward.call(batch);

        var tolerance = 1e-5f * Math.Max(Math.Abs(low), Math.Abs(high)) * 3;
        Assert.Equal(forward.StoredRange.Low, backward.StoredRange.Low, tolerance);
        Assert.Equal(forward.StoredRange.High, backward.StoredRange.High, tolerance);
    });

    private static void Check(Action<float, float, Pact2Options> property)
    {
        var samples = from seed in Gen.Choose(0, int.MaxValue - 1)
                      from bits in Gen.Choose(2, 16)
                      from signed in Gen.Elements<bool?>(null, null, true, false)
                      select (Seed: seed, Options: new Pact2Options { Bits = bits, Signed = signed });
        Prop.ForAll(samples.ToArbitrary(), sample =>
        {
            var random = new Random(sample.Seed);
            var high = MathF.ScaleB(random.NextSingle() + 0.1f, random.Next(-12, 12));
            var low = random.Next(3) switch { 0 => 0, 1 => high * random.NextSingle(), _ => -high * 2 * random.NextSingle() };
            property(low, high, sample.Options);
        }).Holds(times: 200);
    }
}
