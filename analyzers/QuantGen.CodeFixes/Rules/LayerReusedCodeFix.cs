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

/// <summary>Gives a call of a reused layer a field of its own, made like the first wherever the first is made.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LayerReusedCodeFix))]
[Shared]
public sealed class LayerReusedCodeFix() : ModelCodeFix(DiagnosticIds.LayerReused)
{
    private const string SplitKey = "QG2001.Split";

    // Splitting a layer with weights changes the network. It must never come along when all ReLUs are split.
    private const string SplitWeightsKey = "QG2001.SplitWeights";

    internal override async Task<PlannedFix?> PlanAsync(
        EditSession session, Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (!diagnostic.Properties.TryGetValue(LayerReuse.CauseProperty, out var cause) || cause != LayerReuse.AtPlaces)
            return null;

        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax receiver
            || model is null
            || FieldUses.Name(receiver) is not { } name
            || model.GetSymbolInfo(name, cancellation).Symbol is not IFieldSymbol field
            || TorchSymbols.Find(model.Compilation) is not { } symbols)
        {
            return null;
        }

        var copies = await LayerCopies.FindAsync(session.Solution, field, symbols, cancellation).ConfigureAwait(false);
        if (copies is null)
            return null;

        var copy = FieldNames.Take(session, field.ContainingType, field.Name);
        var edits = await copies.EditsAsync(copy, cancellation).ConfigureAwait(false);
        edits.Add(new SourceEdit(document.Id, name.Span, copy));

        var stateless = diagnostic.Properties.TryGetValue(LayerReuse.StatelessProperty, out var value) && value == bool.TrueString;
        return stateless
            ? new PlannedFix($"Give this call a layer of its own, '{copy}'", SplitKey, edits)
            : new PlannedFix($"Give this call a layer of its own, '{copy}', with weights of its own", SplitWeightsKey, edits);
    }
}
