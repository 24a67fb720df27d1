using QuantGen.Graph;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Graph.Support;

/// <summary>Compares what a node was said to compute with what it computed.</summary>
internal static class Inferred
{
    /// <summary>For the interpreter's observer: types and shapes are those that were inferred.</summary>
    public static void Check(GraphNode node, IReadOnlyList<Tensor> results)
    {
        Assert.Equal(node.Outputs.Count, results.Count);
        foreach (var (output, result) in node.Outputs.Zip(results))
        {
            Assert.True(output.Shape.SequenceEqual(result.shape), $"{node.Name}: [{string.Join(", ", result.shape)}] where [{string.Join(", ", output.Shape)}] was inferred.");
            Assert.Equal(output.ElementType.ToScalarType(), result.dtype);
        }
    }
}
