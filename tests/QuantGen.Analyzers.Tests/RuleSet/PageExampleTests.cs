using Microsoft.CodeAnalysis;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Tests.Verification;
using Xunit;

namespace QuantGen.Analyzers.Tests.RuleSet;

/// <summary>The examples on the rules' pages are true: they compile, the bad are reported, the good are quiet and get twins.</summary>
public sealed class PageExampleTests
{
    public static TheoryData<string> Ids => RuleSetTests.Ids;

    public static TheoryData<string> TargetIds => [.. Rules.Analyzers
        .SelectMany(static analyzer => analyzer.SupportedDiagnostics)
        .Where(static rule => rule.Category == RuleCategories.Target)
        .Select(static rule => rule.Id)
        .Distinct(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task BadExampleIsReportedByItsRuleAndNoOther(string id)
    {
        var project = TestWorkspace.Create(Example(id, "Bad"));

        var reported = await project.AnalyzeAsync([.. Rules.Analyzers]);
        Assert.Equal([id], reported.Select(static diagnostic => diagnostic.Id).Distinct());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task GoodExampleIsQuietAndHasATwin(string id)
    {
        var project = TestWorkspace.Create(Example(id, "Good"));

        var reported = await project.AnalyzeAsync([.. Rules.Analyzers]);
        Assert.Empty(reported);
        var compilation = await project.CompileAsync(withTwins: true);
        var twins = compilation.GetSymbolsWithName(static name => name.StartsWith("Quant", StringComparison.Ordinal), SymbolFilter.Type);
        Assert.NotEmpty(twins);
    }

    [Theory]
    [MemberData(nameof(TargetIds))]
    public async Task BadExampleForATargetIsQuietForTheOthers(string id)
    {
        var example = Example(id, "Bad").Replace("QuantizationTarget.LowBit", "QuantizationTarget.PowerOfTwo", StringComparison.Ordinal);
        Assert.Contains("QuantizationTarget.PowerOfTwo", example, StringComparison.Ordinal);
        foreach (var target in (string[])["TensorRT", "OnnxRuntime"])
        {
            var project = TestWorkspace.Create(example.Replace("QuantizationTarget.PowerOfTwo", "QuantizationTarget." + target, StringComparison.Ordinal));
            var reported = await project.AnalyzeAsync([.. Rules.Analyzers]);
            Assert.DoesNotContain(reported, diagnostic => Rules.CategoryOf(diagnostic.Id) == RuleCategories.Target);
        }
    }

    private static string Example(string id, string heading)
    {
        const string Fence = "```csharp\n";
        var page = File.ReadAllText(Rules.Page(id)).ReplaceLineEndings("\n");
        var section = page.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        var start = page.IndexOf(Fence, section, StringComparison.Ordinal) + Fence.Length;
        return page[start..page.IndexOf("\n```", start, StringComparison.Ordinal)];
    }
}
