using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.Analyzers;
using QuantGen.CodeFixes.Arguments;
using QuantGen.CodeFixes.Editing;

namespace QuantGen.CodeFixes.Rules;

/// <summary>Leaves the merging of BatchNorms on.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MergingOffCodeFix))]
[Shared]
public sealed class MergingOffCodeFix() : ModelCodeFix(DiagnosticIds.MergingOff)
{
    internal override async Task<PlannedFix?> PlanAsync(
        EditSession session, Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        return root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<AttributeArgumentSyntax>() is { } argument
            ? new PlannedFix($"Remove '{argument}'", "QG3032.Remove", [ArgumentEdits.Removal(document, argument)])
            : null;
    }
}
