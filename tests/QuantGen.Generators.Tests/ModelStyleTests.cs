using System.Runtime.CompilerServices;
using QuantGen.Generators.Tests.Support;
using QuantGen.Testing.Snapshots;
using Xunit;

namespace QuantGen.Generators.Tests;

/// <summary>The twins of models written in other ways. Each compiles without a warning.</summary>
public sealed class ModelStyleTests
{
    [Fact]
    public void InPlaceAdd() => Verify();

    [Fact]
    public void FieldInitializers() => Verify();

    [Fact]
    public void PrimaryConstructor() => Verify();

    [Fact]
    public void ExpressionBody() => Verify();

    [Fact]
    public void TwoAdds() => Verify();

    [Fact]
    public void ReusedConvolution() => Verify();

    [Fact]
    public void UnfoldableBatchNorm() => Verify();

    [Fact]
    public void KeepsFloat() => Verify();

    [Fact]
    public void NullableOblivious() => Verify();

    [Fact]
    public void LineByLine() => Verify();

    [Fact]
    public void DisposeScopes() => Verify();

    [Fact]
    public void ListOfBlocks() => Verify();

    [Fact]
    public void LeftOperands() => Verify();

    [Fact]
    public void Members() => Verify();

    [Fact]
    public void TakenNames() => Verify();

    [Fact]
    public void NestedBlock() => Verify();

    [Fact]
    public void Guarded() => Verify();

    [Fact]
    public void GlobalTabs() => Verify();

    private static void Verify([CallerMemberName] string test = "") =>
        Snapshot.Verify(Generation.Run(Generation.Source(test)).AssertCompiles().Files, test: test);
}
