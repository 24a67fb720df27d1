using QuantGen.Generators.Tests.Support;
using QuantGen.Testing;
using QuantGen.Testing.Snapshots;
using Xunit;

namespace QuantGen.Generators.Tests;

/// <summary>Names of generated files and of accepted ones.</summary>
public sealed class HintNameTests
{
    [Fact]
    public void ClassesThatDifferInCaseOnlyGetFilesOfTheirOwn()
    {
        var source = Generation.Source("ExpressionBody");

        var files = Generation.Run(source, source.Replace("ExpressionBody", "expressionbody", StringComparison.Ordinal)).Files.ToArray();

        Assert.Equal(2, files.Select(static file => file.HintName.ToUpperInvariant()).Distinct(StringComparer.Ordinal).Count());
        Assert.All(files, static file => Assert.Matches(@"(?i)^Samples\.expressionbody\.[0-9a-f]{8}\.g\.cs$", file.HintName));
    }

    [Fact]
    public void NestedClassIsNamedWithTheTypesAroundIt() =>
        Assert.Contains(Generation.Run(Generation.Source("NestedBlock")).Files, static file => file.HintName == "TorchSharp.Examples.NestedBlock+Block.g.cs");

    [Fact]
    public void EveryAcceptedFileBelongsToATest() =>
        Assert.Empty(SnapshotFolder.Faults(RepositoryRoot.Combine("tests", "QuantGen.Generators.Tests", "Snapshots"), typeof(HintNameTests).Assembly));
}
