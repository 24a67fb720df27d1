using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Exports;
using QuantGen.Analyzers.Twins;
using QuantGen.Testing;
using Xunit;

namespace QuantGen.Analyzers.Tests.RuleSet;

/// <summary>Every rule is complete: link, page, index line, release line, tests, and a fix named after it if it has one.</summary>
public sealed class RuleSetTests
{
    public static TheoryData<string> Ids => [.. Rules.Ids.Select(static rule => rule.Id)];

    [Fact]
    public void IdsAreUniqueAndTheirBlockSaysTheSeverity()
    {
        Assert.Equal(Rules.Ids.Count(), Rules.Ids.Select(static rule => rule.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(Rules.Analyzers, static analyzer => Assert.All(analyzer.SupportedDiagnostics, rule =>
        {
            Assert.Matches("^QG[1-4][0-9]{3}$", rule.Id);
            Assert.Equal(rule.Id.StartsWith("QG1", StringComparison.Ordinal) || analyzer is ExportProblemAnalyzer, rule.DefaultSeverity == DiagnosticSeverity.Error);
            Assert.True(rule.IsEnabledByDefault);
        }));
    }

    [Fact]
    public void EveryProblemOfTheReaderHasExactlyOneRule()
    {
        var reported = Rules.Analyzers.OfType<TwinProblemAnalyzer>().SelectMany(static analyzer => analyzer.Kinds).ToList();
        Same(Enum.GetNames(reported[0].GetType()), reported.Select(static kind => kind.ToString()));
    }

    [Fact]
    public void EveryProblemOfExportHasExactlyOneRule()
    {
        var reported = Rules.Analyzers.OfType<ExportProblemAnalyzer>().Select(static analyzer => analyzer.Kind).ToList();
        Same(Enum.GetNames(reported[0].GetType()), reported.Select(static kind => kind.ToString()));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void RuleLinksToItsPage(string id) => Assert.All(Descriptors(id), rule =>
        Assert.Equal(HelpLinks.Base + id + HelpLinks.Extension, rule.HelpLinkUri));

    [Theory]
    [MemberData(nameof(Ids))]
    public void PageSaysWhyShowsBadAndGoodCodeAndHowToSwitchOff(string id)
    {
        var rule = Descriptors(id)[0];
        var page = File.ReadAllText(Rules.Page(id)).ReplaceLineEndings("\n");

        var head = $"# {id}: {rule.Title}\n\nCategory `{rule.Category}` · {Rules.Word(rule.DefaultSeverity)} · ";
        Assert.StartsWith(head, page, StringComparison.Ordinal);
        foreach (var heading in (string[])["Why", "Bad", "Good", "Switching it off"])
            Assert.Contains($"\n## {heading}\n", page, StringComparison.Ordinal);
        Assert.Contains($"dotnet_diagnostic.{id}.severity = none", page, StringComparison.Ordinal);
        Assert.Contains(Rules.HasFix(id) ? "· code fix: " : "· no code fix", page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void IndexListsTheRule(string id)
    {
        var rule = Descriptors(id)[0];
        var fix = Rules.HasFix(id) ? "yes" : "";
        Assert.Contains(
            $"| [{id}]({id}.md) | {rule.Title} | {rule.Category["QuantGen.".Length..]} | {Rules.Word(rule.DefaultSeverity)} | {fix} |",
            File.ReadAllText(RepositoryRoot.Combine("docs", "rules", "README.md")),
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void ReleaseFileListsTheRule(string id)
    {
        var rule = Descriptors(id)[0];
        string[] files = ["AnalyzerReleases.Shipped.md", "AnalyzerReleases.Unshipped.md"];
        var lines = files.SelectMany(static file => File.ReadLines(RepositoryRoot.Combine("analyzers", "QuantGen.Analyzers", file)));
        Assert.Contains($"{id}  | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}", lines, StringComparer.Ordinal);
    }

    [Fact]
    public void EveryRuleHasATestClassOfItsName() => Assert.All(Rules.Analyzers, static analyzer =>
        Assert.True(
            typeof(RuleSetTests).Assembly.GetType($"QuantGen.Analyzers.Tests.Rules.{Rules.Name(analyzer)}Tests") is not null,
            $"There is no {Rules.Name(analyzer)}Tests."));

    [Fact]
    public void EveryTestClassShowsAHitSilenceAndTwoNearMisses() => Assert.All(Rules.Analyzers, static analyzer =>
    {
        var tests = typeof(RuleSetTests).Assembly.GetType($"QuantGen.Analyzers.Tests.Rules.{Rules.Name(analyzer)}Tests")!
            .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);
        Assert.Contains(tests, static test => test.Name == "IsSilentUnderAPragmaAndInGeneratedCode");
        Assert.True(tests.Length >= 4, $"{Rules.Name(analyzer)}Tests has only {tests.Length} tests.");
    });

    [Fact]
    public void EveryFixHasTests() => Assert.All(Rules.CodeFixes, static fix =>
    {
        var files = Directory.GetFiles(RepositoryRoot.Combine("tests", "QuantGen.Analyzers.Tests", "Rules"), "*.cs");
        Assert.Contains(files, file => File.ReadAllText(file).Contains($"Rules.{fix.GetType().Name}>", StringComparison.Ordinal));
    });

    [Fact]
    public void EveryPageBelongsToARule()
    {
        var pages = Directory.GetFiles(RepositoryRoot.Combine("docs", "rules"), "QG*.md");
        Same(Rules.Ids.Select(static rule => rule.Id), pages.Select(static page => Path.GetFileNameWithoutExtension(page)));
    }

    [Fact]
    public void EveryFixIsExportedNamedAfterItsRuleAndFixesAll() => Assert.All(Rules.CodeFixes, static fix =>
    {
        var export = fix.GetType().GetCustomAttribute<ExportCodeFixProviderAttribute>();
        Assert.Equal(fix.GetType().Name, export?.Name);
        var (id, _) = Rules.Ids.Single(rule => rule.Name + "CodeFix" == fix.GetType().Name);
        Same([id], fix.FixableDiagnosticIds);

        FixAllScope[] scopes = [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];
        Assert.Equal(scopes, fix.GetFixAllProvider()!.GetSupportedFixAllScopes());
    });

    [Fact]
    public void EveryAnalyzerIsExportedForCSharp() => Assert.All(Rules.Analyzers, static analyzer =>
        Same([LanguageNames.CSharp], analyzer.GetType().GetCustomAttribute<DiagnosticAnalyzerAttribute>()!.Languages));

    private static void Same(IEnumerable<string> expected, IEnumerable<string> actual) =>
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal), StringComparer.Ordinal);

    private static List<DiagnosticDescriptor> Descriptors(string id) =>
        [.. Rules.Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics).Where(rule => rule.Id == id)];
}
