using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using QuantGen.Analyzers;
using QuantGen.CodeFixes.Declarations;
using QuantGen.CodeFixes.Editing;

namespace QuantGen.CodeFixes.Rules;

/// <summary>Makes the private type of a field internal, so that the twin can have such a field too.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InaccessibleTypeCodeFix))]
[Shared]
public sealed class InaccessibleTypeCodeFix() : ModelCodeFix(DiagnosticIds.InaccessibleType)
{
    internal override async Task<PlannedFix?> PlanAsync(
        EditSession session, Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (model is null || root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not { } node)
            return null;

        var type = model.GetDeclaredSymbol(node, cancellation) switch
        {
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            IParameterSymbol parameter => parameter.Type,
            _ => null,
        };
        if (type is not INamedTypeSymbol { DeclaredAccessibility: Accessibility.Private, IsGenericType: false } named
            || await InternalModifier.EditsAsync(session.Solution, named, cancellation).ConfigureAwait(false) is not { } edits)
        {
            return null;
        }

        return new PlannedFix($"Make '{named.Name}' internal", "QG1012.Internal", edits);
    }
}
