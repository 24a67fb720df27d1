using FsCheck.Fluent;
using QuantGen.Graph;
using QuantGen.Graph.Operators;
using QuantGen.Testing.Randomness;
using QuantGen.Tests.Graph.Support;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Graph;

/// <summary>The shapes that are inferred are those that torch computes, whatever the settings; settings that do not fit are refused before torch sees them.</summary>
public sealed class ShapePropertyTests
{
    public static TheoryData<string> Operations =>
    [
        "Conv", "ConvTranspose", "MaxPool", "AveragePool", "Slice", "Pad", "Add", "MatMul", "Gather", "Concat", "Split", "Reshape", "Transpose", "Squeeze", "Unsqueeze", "Expand", "Tile",
        "ReduceSum", "ArgMax", "TopK", "Resize", "Gemm", "Linear", "Flatten", "Einsum", "DepthToSpace", "SpaceToDepth", "Softmax",
    ];

    [Theory]
    [MemberData(nameof(Operations))]
    public void AreTorchs(string operation)
    {
        var accepted = 0;
        Prop.ForAll(
            Gen.Choose(1, int.MaxValue - 1).ToArbitrary(),
            seed =>
            {
                accepted += Holds(operation, new Random(seed)) ? 1 : 0;
                return true;
            }).Holds(times: 300);
        Assert.True(accepted >= 30, $"{accepted} of 300 were accepted.");
    }

    // False where the operation refuses what was drawn.
    private static bool Holds(string operation, Random random)
    {
        using var scope = NewDisposeScope();
        var (shapes, settings) = RandomCall.Draw(operation, random);
        IReadOnlyList<GraphType?> types = [.. shapes.Select(shape => (GraphType?)new GraphType(operation == "Gather" && ReferenceEquals(shape, shapes[^1]) ? GraphElementType.Int64 : GraphElementType.Float32, shape))];
        IReadOnlyList<GraphType> inferred;
        try
        {
            inferred = GraphOperations.Find(operation, "here").Types("here", types, settings);
        }
        catch (GraphException)
        {
            return false;
        }

        var results = GraphOperations.Run(operation, "here", [.. types.Select(static type => zeros(type!.Value.Shape, type.Value.ElementType.ToScalarType()))], settings);
        Assert.Equal(inferred.Count, results.Count);
        foreach (var (type, result) in inferred.Zip(results))
        {
            Assert.True(type.Shape.AsSpan().SequenceEqual(result.shape), $"{operation} {string.Join(" ", types)}: {type} was inferred and [{string.Join(", ", result.shape)}] computed.");
            Assert.Equal(type.ElementType.ToScalarType(), result.dtype);
        }

        return true;
    }
}
