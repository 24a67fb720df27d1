using System.Runtime.CompilerServices;
using QuantGen.Generators.Tests.Support;
using QuantGen.Testing.Snapshots;
using Xunit;

namespace QuantGen.Generators.Tests;

/// <summary>The twins of models whose forward calls code of their own. Each compiles without a warning.</summary>
public sealed class CopiedMemberTests
{
    [Fact]
    public void HelperMethods() => Verify();

    [Fact]
    public void LocalFunctions() => Verify();

    [Fact]
    public void SharedHelper() => Verify();

    [Fact]
    public void ContainerElements() => Verify();

    [Fact]
    public void NestedContainers() => Verify();

    [Fact]
    public void Documentation() => Verify();

    [Fact]
    public void DerivedBlock() => Verify();

    [Fact]
    public void GenericBlock() => Verify();

    [Fact]
    public void HiddenOptions() => Verify();

    [Fact]
    public void KeepsMethod() => Verify();

    private static void Verify([CallerMemberName] string test = "") =>
        Snapshot.Verify(Generation.Run(Generation.Source(test)).AssertCompiles().Files, test: test);
}
