using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.Analyzers;
using QuantGen.CodeFixes.Declarations;
using QuantGen.CodeFixes.Editing;

namespace QuantGen.CodeFixes.Rules;

/// <summary>Makes an annotated class partial, and the types that it is nested in.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NotPartialCodeFix))]
[Shared]
public sealed class NotPartialCodeFix() : ModelCodeFix(DiagnosticIds.NotPartial)
{
    internal override async Task<PlannedFix?> PlanAsync(
        EditSession session, Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        if (root?.FindNode(diagnostic.Location.SourceSpan) is not TypeDeclarationSyntax type)
            return null;

        var missing = PartialModifier.Missing(type);
        var names = string.Join(" and ", missing.Select(static part => $"'{part.Identifier.ValueText}'"));
        SourceEdit[] edits = [.. missing.Select(part => PartialModifier.Edit(document.Id, part))];
        return new PlannedFix($"Make {names} partial", "QG1001.Partial", edits);
    }
}
