using FsCheck;
using FsCheck.Fluent;
using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Tests.Quantizers;

/// <summary>One input of fake quantization, drawn so that its edges are met: ties, bounds, zeros of both signs, tiny numbers, NaN, infinity.</summary>
/// <param name="Seed">Decides the values.</param>
/// <param name="Length">How many there are.</param>
/// <param name="Width">The bit width.</param>
/// <param name="Unsigned">Whether levels start at zero.</param>
/// <param name="Narrow">Whether the lowest signed level is left out.</param>
/// <param name="Finite">Whether NaN and infinity are left out.</param>
internal sealed record QuantSample(int Seed, int Length, int Width, bool Unsigned, bool Narrow, bool Finite)
{
    private static readonly float[] Ranges = [1, 0.7f, 2.5f, 127, 1e-3f, 448, 3e-8f, IntegerGrid.ZeroRange, 0, 1e30f];

    /// <summary>Samples of every kind; without NaN and infinity where a property is about numbers.</summary>
    public static Arbitrary<QuantSample> Arbitrary(bool finite = false) => Arb.From(
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from length in Gen.OneOf(Gen.Choose(0, 40), Gen.Choose(60, 70), Gen.Choose(120, 700))
        from width in Gen.Choose(2, 16)
        from unsigned in Gen.Elements(true, false)
        from narrow in Gen.Elements(true, false)
        select new QuantSample(seed, length, width, unsigned, narrow, finite));

    public IntegerGrid Grid => IntegerGrid.Of(Width, Unsigned, Narrow);

    /// <summary>A range for the whole sample. Finite samples have one that is worth a level.</summary>
    public float Amax => Ranges[Seed % (Finite ? 6 : Ranges.Length)];

    /// <summary>Ranges for channels, dead ones among them.</summary>
    public float[] ChannelAmax(int channels) =>
        [.. Enumerable.Range(0, channels).Select(channel => Ranges[(Seed + channel) % Ranges.Length])];

    /// <summary>The values for a range.</summary>
    public float[] Values(float amax)
    {
        var random = new Random(Seed);
        var values = new float[Length];
        for (var i = 0; i < values.Length; i++)
        {
            var value = Value(random, amax);
            values[i] = Unsigned ? MathF.Abs(value) : value;
        }

        return values;
    }

    /// <summary>Gradients, which are never zero, so that a cleared one shows.</summary>
    public Tensor Gradient(params long[] shape)
    {
        var random = new Random(Seed + 1);
        var values = new float[shape.Aggregate(1L, static (size, extent) => size * extent)];
        for (var i = 0; i < values.Length; i++)
            values[i] = random.NextSingle() + 0.5f;

        return tensor(values, shape);
    }

    private float Value(Random random, float amax)
    {
        var level = random.Next(-(int)Grid.Upper - 2, (int)Grid.Upper + 3);
        var step = amax / Grid.Upper;
        return random.Next(12) switch
        {
            0 => (level + 0.5f) * step,
            1 => level * step,
            2 => amax,
            3 => -amax,
            4 => MathF.BitIncrement(amax),
            5 => -0f,
            6 => float.Epsilon * random.Next(-5, 6),
            7 when !Finite => random.Next(3) switch { 0 => float.NaN, 1 => float.PositiveInfinity, _ => float.NegativeInfinity },
            _ => ((random.NextSingle() * 3) - 1.5f) * amax,
        };
    }
}
