using QuantGen.Generators.Tests.Support;
using Xunit;

namespace QuantGen.Generators.Tests;

/// <summary>Half-typed code never throws, for one exception would take every twin of the project away.</summary>
public sealed class RobustnessTests
{
    public static TheoryData<string> Inputs =>
    [
        "BasicBlock", "FieldInitializers", "InPlaceAdd", "PrimaryConstructor", "TwoAdds", "UnfoldableBatchNorm", "ListOfBlocks", "LeftOperands", "Members",
        "NestedBlock", "Guarded", "DisposeScopes", "HelperMethods", "LocalFunctions", "SharedHelper", "ContainerElements", "DerivedBlock", "GenericBlock",
        "HiddenOptions",
    ];

    [Theory]
    [MemberData(nameof(Inputs))]
    public void TruncatedSourceDoesNotThrow(string input)
    {
        var source = Generation.Source(input);
        for (var length = source.IndexOf("[Quantize", StringComparison.Ordinal); length < source.Length; length += 7)
            Generation.Run(source[..length]);
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void SourceWithAPieceMissingDoesNotThrow(string input)
    {
        var source = Generation.Source(input);
        for (var start = 0; start < source.Length - 12; start += 23)
            Generation.Run(source.Remove(start, 12));
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void SourceWithoutItsReferencesDoesNotThrow(string input)
    {
        var compilation = Generation.Compile(Generation.Source(input));

        Generation.Run(compilation.RemoveReferences(compilation.References.SkipLast(1)));
    }

    [Fact]
    public void DeepNestingDoesNotOverflow()
    {
        var sum = string.Join(" + ", Enumerable.Repeat("x", 3000));

        Generation.Run(Generation.Source("ExpressionBody").Replace("+ x;", $"+ {sum};", StringComparison.Ordinal));
    }

    [Fact]
    public void ClassAnnotatedAtTwoPartsHasOneTwin()
    {
        var run = Generation.Run(Generation.Source("BasicBlock"), "namespace Samples; [QuantGen.Quantize] public partial class BasicBlock;");

        Assert.Single(run.Files);
    }
}
