using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.Analyzers;
using QuantGen.CodeFixes.Declarations;
using QuantGen.CodeFixes.Editing;

namespace QuantGen.CodeFixes.Rules;

/// <summary>Makes a private static member internal, so that the twin can use it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PrivateMemberCodeFix))]
[Shared]
public sealed class PrivateMemberCodeFix() : ModelCodeFix(DiagnosticIds.PrivateMember)
{
    internal override async Task<PlannedFix?> PlanAsync(
        EditSession session, Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (model is null
            || root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not SimpleNameSyntax name
            || model.GetSymbolInfo(name, cancellation).Symbol?.OriginalDefinition is not { } member
            || member.DeclaredAccessibility != Accessibility.Private
            || await InternalModifier.EditsAsync(session.Solution, member, cancellation).ConfigureAwait(false) is not { } edits)
        {
            return null;
        }

        return new PlannedFix($"Make '{member.Name}' internal", "QG1010.Internal", edits);
    }
}
