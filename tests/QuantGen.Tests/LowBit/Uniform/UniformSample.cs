using FsCheck;
using FsCheck.Fluent;
using QuantGen.LowBit;
using static TorchSharp.torch;

namespace QuantGen.Tests.LowBit;

/// <summary>A tensor to quantize, its levels and ranges, drawn from a seed.</summary>
/// <param name="Seed">Draws the values.</param>
/// <param name="Kind">Which kind of levels.</param>
/// <param name="Levels">How many.</param>
/// <param name="Groups">How many groups.</param>
/// <param name="HasOffset">Whether there is an offset.</param>
/// <param name="Length">How many values a group has in each sample.</param>
internal sealed record UniformSample(int Seed, int Kind, int Levels, int Groups, bool HasOffset, int Length)
{
    /// <summary>Samples of all kinds.</summary>
    public static Arbitrary<UniformSample> Arbitrary { get; } = Arb.From(
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from kind in Gen.Choose(0, 3)
        from levels in Gen.OneOf(Gen.Choose(2, 16), Gen.Constant(256))
        from groups in Gen.Choose(1, 4)
        from hasOffset in Gen.Elements(true, false)
        from length in Gen.OneOf(Gen.Choose(1, 70), Gen.Choose(2000, 4200))
        select new UniformSample(seed, kind, levels, groups, hasOffset, length));

    /// <summary>Values, range and offset, and a gradient; the role changes with the seed.</summary>
    public (UniformSettings Settings, Tensor[] Tensors, Tensor Gradient) Draw()
    {
        var random = new Random(Seed);
        var isWeight = Seed % 2 == 0;
        long[] shape = isWeight ? [Groups, Length, 1, 1] : [3, Groups, Length, 1];
        var groups = new ChannelGroups(isWeight ? LowBitRole.Weight : LowBitRole.Activation, isWeight ? shape : [1, Groups, 1, 1], Groups);
        var grid = Kind switch
        {
            0 => UniformGrid.HalfRange(Levels),
            1 => UniformGrid.FullRange(Levels),
            2 => UniformGrid.Unsigned(Levels),
            _ => UniformGrid.Signed(Math.Max(Levels, 3)),
        };
        var ranges = Drawn(Groups, () => (float)((random.NextDouble() - 0.2) * 2 / Math.Max(1f, grid.Upper)));
        var values = Drawn(shape.Aggregate(1L, static (product, extent) => product * extent), () => Value(random, ranges[0]));
        var gradient = Drawn(values.Length, () => (float)(random.NextDouble() - 0.5));
        Tensor[] tensors = [tensor(values, shape), tensor(ranges, groups.ParameterShape)];
        if (HasOffset)
            tensors = [.. tensors, tensor(Drawn(Groups, () => (float)(random.NextDouble() - 0.5)), groups.ParameterShape)];

        return (new UniformSettings(grid, groups, Factor: 0.75), tensors, tensor(gradient, shape));
    }

    // Zeros of both signs, the end of the range itself and values beyond every range are among them.
    private static float Value(Random random, float range) => random.Next(12) switch
    {
        0 => 0,
        1 => -0f,
        2 => range,
        3 => -range,
        4 => (float)((random.NextDouble() - 0.5) * 1000),
        _ => (float)((random.NextDouble() - 0.5) * 3),
    };

    private static float[] Drawn(long count, Func<float> draw)
    {
        var values = new float[count];
        for (long i = 0; i < count; i++)
            values[i] = draw();

        return values;
    }
}
