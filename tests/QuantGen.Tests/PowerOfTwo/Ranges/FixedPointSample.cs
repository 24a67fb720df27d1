using FsCheck;
using FsCheck.Fluent;
using QuantGen.PowerOfTwo;
using static TorchSharp.torch;

namespace QuantGen.Tests.PowerOfTwo.Ranges;

/// <summary>One input of fixed-point fake quantization, drawn so that its edges are met: ties, bounds, zeros of both signs, tiny numbers.</summary>
/// <param name="Seed">Decides the values and the clip bound.</param>
/// <param name="Length">How many values there are.</param>
/// <param name="Format">The format.</param>
internal sealed record FixedPointSample(int Seed, int Length, FixedPointFormat Format)
{
    private static readonly float[] Ranges = [1, 0.7f, 2.5f, 127, 1e-3f, 5.3f, 1e-6f, 1e20f];

    public static Arbitrary<FixedPointSample> Arbitrary() => Arb.From(
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from length in Gen.OneOf(Gen.Choose(0, 40), Gen.Choose(60, 70), Gen.Choose(120, 700))
        from bits in Gen.Choose(2, 16)
        from signed in Gen.Elements(true, false)
        from powerOfTwo in Gen.Elements(true, true, false)
        from mode in Gen.Elements(Enum.GetValues<FixedPointRounding>())
        select new FixedPointSample(seed, length, new FixedPointFormat(bits, signed, mode, powerOfTwo)));

    /// <summary>The clip bound of the whole sample.</summary>
    public float Clip => ClipOf(0);

    public FixedPointRange Range => FixedPointRange.Of(Clip, Format);

    /// <summary>The clip bound of a channel.</summary>
    public float ClipOf(int channel)
    {
        var magnitude = Math.Max(Ranges[(Seed + channel) % Ranges.Length], PowersOfTwo.Smallest);
        return Format.PowerOfTwo ? PowersOfTwo.Ceiling(magnitude) : magnitude;
    }

    public float[] Values()
    {
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, Length).Select(_ => Value(random))];
    }

    /// <summary>Gradients, which are never zero, so that a cleared one shows.</summary>
    public Tensor Gradient(params long[] shape)
    {
        var random = new Random(Seed + 1);
        var values = new float[shape.Aggregate(1L, static (size, extent) => size * extent)];
        foreach (ref var value in values.AsSpan())
            value = random.NextSingle() + 0.5f;

        return tensor(values, shape);
    }

    private float Value(Random random)
    {
        var level = random.Next((int)Format.Lowest - 2, (int)Format.Highest + 4);
        var scale = Format.Scale(Clip);
        return random.Next(12) switch
        {
            0 or 1 => (level + 0.5f) / scale,
            2 => level / scale,
            3 => Clip,
            4 => -Clip,
            5 => MathF.BitIncrement(Clip),
            6 => -0f,
            7 => float.Epsilon * random.Next(-5, 6),
            8 => MathF.BitDecrement((level + 0.5f) / scale),
            _ => ((random.NextSingle() * 3) - 1.5f) * Clip,
        };
    }
}
