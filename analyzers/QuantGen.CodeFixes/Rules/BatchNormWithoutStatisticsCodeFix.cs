using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.Analyzers;
using QuantGen.CodeFixes.Arguments;
using QuantGen.CodeFixes.Editing;

namespace QuantGen.CodeFixes.Rules;

/// <summary>Removes the argument that keeps a BatchNorm from collecting statistics.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BatchNormWithoutStatisticsCodeFix))]
[Shared]
public sealed class BatchNormWithoutStatisticsCodeFix() : ModelCodeFix(DiagnosticIds.BatchNormWithoutStatistics)
{
    internal override async Task<PlannedFix?> PlanAsync(
        EditSession session, Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        return root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<ArgumentSyntax>() is { NameColon: not null } argument
            ? new PlannedFix($"Remove '{argument}'", "QG3004.Remove", [ArgumentEdits.Removal(document, argument)])
            : null;
    }
}
