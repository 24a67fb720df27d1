using Microsoft.CodeAnalysis;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Tests.Verification;
using Xunit;

namespace QuantGen.Analyzers.Tests.RuleSet;

/// <summary>The examples on the rules' pages are true: they compile, the bad are reported, the good are quiet and get twins.</summary>
public sealed class PageExampleTests
{
    public static TheoryData<string> Ids => RuleSetTests.Ids;

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task BadExampleIsReportedByItsRuleAndNoOther(string id)
    {
        var project = TestWorkspace.Create(Example(id, "Bad"));

        var reported = await project.AnalyzeAsync([.. Rules.Analyzers]);
        Assert.Equal([id], reported.Select(static diagnostic => diagnostic.Id).Where(other => other == id || !SaysTheTarget(other, id)).Distinct());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task GoodExampleIsQuietAndHasATwin(string id)
    {
        var project = TestWorkspace.Create(Example(id, "Good"));

        var reported = await project.AnalyzeAsync([.. Rules.Analyzers]);
        Assert.Empty(reported.Where(diagnostic => !SaysTheTarget(diagnostic.Id, id)));
        if (reported.IsEmpty)
        {
            var compilation = await project.CompileAsync(withTwins: true);
            var twins = compilation.GetSymbolsWithName(static name => name.StartsWith("Quant", StringComparison.Ordinal), SymbolFilter.Type);
            Assert.NotEmpty(twins);
        }
    }

    // Every example for a target without placement is told so, good or bad.
    private static bool SaysTheTarget(string reported, string id) =>
        reported == DiagnosticIds.TargetWithoutPlacement && Rules.CategoryOf(id) == RuleCategories.Target;

    private static string Example(string id, string heading)
    {
        const string Fence = "```csharp\n";
        var page = File.ReadAllText(Rules.Page(id)).ReplaceLineEndings("\n");
        var section = page.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        var start = page.IndexOf(Fence, section, StringComparison.Ordinal) + Fence.Length;
        return page[start..page.IndexOf("\n```", start, StringComparison.Ordinal)];
    }
}
