using QuantGen.Graph;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Graph.Layers;

/// <summary>Compares layers with the graphs made of them.</summary>
internal static class TracedLayers
{
    /// <summary>What the graph of a layer computes.</summary>
    /// <param name="layer">The layer, in whatever mode.</param>
    /// <param name="inputs">Its inputs.</param>
    public static IReadOnlyList<Tensor> Run(nn.Module layer, params IReadOnlyList<Tensor> inputs)
    {
        using var graph = Graph(layer, inputs);
        return new GraphInterpreter(graph).Run(inputs);
    }

    /// <summary>The graph of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="inputs">Its inputs.</param>
    public static QuantGraph Graph(nn.Module layer, params IReadOnlyList<Tensor> inputs) =>
        QuantGraph.Of(layer, [.. inputs.Select(static input => new GraphInput(input.shape, ElementType(input)))]);

    /// <summary>Asserts that the graph of a layer computes what the layer does in evaluation.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">Its input.</param>
    /// <param name="tolerance">How far results may be apart, in parts of the largest; 0 for equal bits.</param>
    public static void AssertSame(nn.Module<Tensor, Tensor> layer, Tensor input, double tolerance = 0)
    {
        layer.train();
        var traced = Run(layer, input);
        layer.eval();
        using var noGradient = no_grad();
        AssertSame([layer.call(input.clone())], traced, tolerance);
    }

    /// <summary>Asserts that results are the same.</summary>
    /// <param name="expected">What there should be.</param>
    /// <param name="actual">What there is.</param>
    /// <param name="tolerance">How far results may be apart, in parts of the largest; 0 for equal numbers.</param>
    public static void AssertSame(IReadOnlyList<Tensor> expected, IReadOnlyList<Tensor> actual, double tolerance = 0)
    {
        Assert.Equal(expected.Count, actual.Count);
        foreach (var (wanted, result) in expected.Zip(actual))
        {
            Assert.Equal(wanted.shape, result.shape);
            var (left, right) = (Tensors.Floats(wanted), Tensors.Floats(result));
            var bound = tolerance * left.Max(static value => Math.Abs((double)value));
            var different = left.Zip(right).Count(pair => !(pair.First == pair.Second || Math.Abs(pair.First - (double)pair.Second) <= bound));
            Assert.True(different == 0, $"{different} of {left.Length} numbers differ, by {left.Zip(right).Max(static pair => Math.Abs(pair.First - (double)pair.Second))}.");
        }
    }

    private static GraphElementType ElementType(Tensor input) => input.dtype switch
    {
        ScalarType.Int64 => GraphElementType.Int64,
        ScalarType.Bool => GraphElementType.Bool,
        _ => GraphElementType.Float32,
    };
}
