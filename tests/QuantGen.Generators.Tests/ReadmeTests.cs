using QuantGen.Testing;
using Xunit;

namespace QuantGen.Generators.Tests;

/// <summary>What the README shows is what there is.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void TheModelShownIsTheModelOfTheZoo() =>
        AssertExcerpt(Block("partial class BasicBlock"), File("samples", "ModelZoo", "ResNets", "BasicBlock.cs"));

    [Fact]
    public void TheTwinShownIsTheTwinGenerated() => AssertExcerpt(
        Block("partial class QuantBasicBlock"),
        File("tests", "QuantGen.Generators.Tests", "Snapshots", "ModelFamilyTests.BasicBlock#Samples.BasicBlock.g.verified.cs"));

    private static void AssertExcerpt(string[] excerpt, string[] source)
    {
        Assert.True(excerpt.Length > 20, "The README shows too little.");
        var at = 0;
        foreach (var line in excerpt.Where(static line => !line.TrimStart().StartsWith("// ...", StringComparison.Ordinal)))
        {
            var found = Array.IndexOf(source, line, at);
            Assert.True(found >= 0, $"The README shows a line that the source has not, or not there: {line}");
            at = found;
        }
    }

    private static string[] Block(string mark) => string.Join('\n', File("README.md"))
        .Split("```")
        .Single(block => block.StartsWith("csharp", StringComparison.Ordinal) && block.Contains(mark, StringComparison.Ordinal))
        .Split('\n')[1..^1];

    private static string[] File(params string[] path) => System.IO.File.ReadAllLines(Path.Combine([RepositoryRoot.Path, .. path]));
}
