using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Rules;
using QuantGen.CodeFixes.Rules;
using QuantGen.Testing;

namespace QuantGen.Analyzers.Tests.RuleSet;

/// <summary>All rules and fixes, found by reflection, and what belongs to each.</summary>
internal static class Rules
{
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = All<DiagnosticAnalyzer>(typeof(NotPartialAnalyzer).Assembly);

    public static ImmutableArray<CodeFixProvider> CodeFixes { get; } = All<CodeFixProvider>(typeof(NotPartialCodeFix).Assembly);

    /// <summary>The id of each rule, and its analyzer's name without its last word.</summary>
    public static IEnumerable<(string Id, string Name)> Ids =>
        Analyzers.Select(static analyzer => (analyzer.SupportedDiagnostics[0].Id, Name(analyzer)));

    /// <summary><c>LayerReused</c> of <c>LayerReusedAnalyzer</c>.</summary>
    public static string Name(DiagnosticAnalyzer analyzer) => analyzer.GetType().Name[..^"Analyzer".Length];

    /// <summary>The category of a rule.</summary>
    public static string CategoryOf(string id) =>
        Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics).First(rule => rule.Id == id).Category;

    /// <summary>The page of a rule.</summary>
    public static string Page(string id) => RepositoryRoot.Combine("docs", "rules", id + ".md");

    /// <summary>How users speak of a severity.</summary>
    public static string Word(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "suggestion",
    };

    /// <summary>Whether a rule has a fix.</summary>
    public static bool HasFix(string id) => CodeFixes.Any(fix => fix.FixableDiagnosticIds.Contains(id, StringComparer.Ordinal));

    private static ImmutableArray<T> All<T>(Assembly assembly) =>
    [
        .. assembly.GetTypes()
            .Where(static type => !type.IsAbstract && typeof(T).IsAssignableFrom(type))
            .OrderBy(static type => type.Name, StringComparer.Ordinal)
            .Select(static type => (T)Activator.CreateInstance(type)!),
    ];
}
