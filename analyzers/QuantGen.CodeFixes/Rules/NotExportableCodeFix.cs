using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.Analyzers;
using QuantGen.CodeFixes.Declarations;
using QuantGen.CodeFixes.Editing;

namespace QuantGen.CodeFixes.Rules;

/// <summary>Makes a class that is to be exported partial, and the types that it is nested in.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NotExportableCodeFix))]
[Shared]
public sealed class NotExportableCodeFix() : ModelCodeFix(DiagnosticIds.NotExportable)
{
    internal override async Task<PlannedFix?> PlanAsync(
        EditSession session, Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        if (root?.FindNode(diagnostic.Location.SourceSpan) is not TypeDeclarationSyntax type || PartialModifier.Missing(type) is not { Count: > 0 } missing)
            return null;

        var names = string.Join(" and ", missing.Select(static part => $"'{part.Identifier.ValueText}'"));
        return new PlannedFix($"Make {names} partial", "QG4002.Partial", [.. missing.Select(part => PartialModifier.Edit(document.Id, part))]);
    }
}
