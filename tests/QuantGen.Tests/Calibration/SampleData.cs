using FsCheck;
using FsCheck.Fluent;

namespace QuantGen.Tests.Calibration;

/// <summary>A row of float32 values as activations have them, for property tests; shown by what makes it.</summary>
/// <param name="Seed">Fixes the values.</param>
/// <param name="Length">How many there are.</param>
/// <param name="Shape">How they are distributed.</param>
/// <param name="Exponent">Their magnitude, as a power of ten.</param>
public sealed record SampleData(int Seed, int Length, SampleShape Shape, int Exponent)
{
    /// <summary>Rows of 1 to 20,000 values of any distribution.</summary>
    public static Arbitrary<SampleData> Arbitrary { get; } = (
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from length in Gen.Frequency((1, Gen.Choose(1, 70)), (2, Gen.Choose(1, 20_000)))
        from shape in Gen.Elements(Enum.GetValues<SampleShape>())
        from exponent in Gen.Choose(-6, 4)
        select new SampleData(seed, length, shape, exponent)).ToArbitrary();

    /// <summary>The values.</summary>
    public float[] Values()
    {
        var random = new Random(Seed);
        var scale = Math.Pow(10, Exponent);
        var values = new float[Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(scale * Draw(random));

        return values;
    }

    private double Draw(Random random)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return Shape switch
        {
            SampleShape.Normal => normal,
            SampleShape.Rectified => Math.Max(0, normal),
            SampleShape.HeavyTailed => Math.Exp(2 * normal) * Math.Sign(normal),
            SampleShape.FarFromZero => 8 + normal,
            SampleShape.Steps => random.Next(-3, 4),
            SampleShape.Constant => 0.37,
            _ => 0,
        };
    }
}
