using QuantGen.Graph;
using static TorchSharp.torch;

namespace QuantGen.Tests.Graph.Support;

/// <summary>A tensor to be drawn: the same numbers at every run.</summary>
/// <param name="Shape">Its extents.</param>
/// <param name="Kind">Which numbers it holds.</param>
internal sealed record Sample(long[] Shape, SampleKind Kind = SampleKind.Normal)
{
    public GraphInput Input => new(Shape, Kind switch
    {
        SampleKind.Index or SampleKind.Whole => GraphElementType.Int64,
        SampleKind.Truth => GraphElementType.Bool,
        _ => GraphElementType.Float32,
    });

    public static Sample F(params long[] shape) => new(shape);

    public Tensor Draw(int seed)
    {
        var random = new Random((seed * 7919) + (int)Kind);
        var values = new float[Shape.Aggregate(1L, static (count, extent) => count * extent)];
        for (var i = 0; i < values.Length; i++)
            values[i] = Number(random);

        var result = tensor(values, Shape);
        return Input.ElementType switch
        {
            GraphElementType.Int64 => result.to(ScalarType.Int64),
            GraphElementType.Bool => result.to(ScalarType.Bool),
            _ => result,
        };
    }

    public override string ToString() => $"{Kind}[{string.Join(",", Shape)}]";

    private float Number(Random random) => Kind switch
    {
        SampleKind.Normal => (float)((random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2.5),
        SampleKind.Positive => (float)(0.1 + (2 * random.NextDouble())),
        SampleKind.Unit => (float)((1.8 * random.NextDouble()) - 0.9),
        SampleKind.Halves => random.Next(-6, 7) / 2f,
        SampleKind.Whole => random.Next(-5, 6),
        SampleKind.Index => random.Next(0, 2),
        _ => random.Next(0, 2),
    };
}
