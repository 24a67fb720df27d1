using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.Analyzers;
using QuantGen.Analyzers.Forward;
using QuantGen.Analyzers.Rules;
using QuantGen.CodeFixes.Editing;
using QuantGen.CodeFixes.Layers;

namespace QuantGen.CodeFixes.Rules;

/// <summary>Has <c>RegisterComponents()</c> called once all layers are there.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LayerNotRegisteredCodeFix))]
[Shared]
public sealed class LayerNotRegisteredCodeFix() : ModelCodeFix(DiagnosticIds.LayerNotRegistered)
{
    internal override async Task<PlannedFix?> PlanAsync(
        EditSession session, Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (!diagnostic.Properties.TryGetValue(Registration.CauseProperty, out var cause)
            || root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not { } node
            || model is null
            || TorchSymbols.Find(model.Compilation) is not { } symbols)
        {
            return null;
        }

        if (node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } syntax
            || model.GetDeclaredSymbol(syntax, cancellation) is not INamedTypeSymbol type)
        {
            return null;
        }

        var parts = await ClassPart.FindAsync(session.Solution, type, node, symbols, cancellation).ConfigureAwait(false);
        return cause == Registration.Late ? LateLayer.Plan(node, parts, symbols) : Register(parts, symbols);
    }

    private static PlannedFix? Register(ImmutableArray<ClassPart> parts, TorchSymbols symbols)
    {
        const string Call = "RegisterComponents();";
        var constructors = ModelConstructor.Of(parts).ToList();
        if (constructors.Count == 0 || constructors.Exists(static constructor => constructor.Syntax.Body is null))
            return null;

        var edits = constructors.ConvertAll(constructor => constructor.LastCreation(symbols) is { } last
            ? Lines.After(constructor.Part.Document, constructor.Part.Text, last, Call)
            : Lines.AtEnd(constructor.Part.Document, constructor.Part.Text, constructor.Syntax.Body!, Call));
        return new PlannedFix("Call RegisterComponents() when the layers are made", "QG2003.Register", edits);
    }
}
