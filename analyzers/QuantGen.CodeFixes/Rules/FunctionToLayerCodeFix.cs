using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using QuantGen.Analyzers.Forward;
using QuantGen.CodeFixes.Editing;
using QuantGen.CodeFixes.Layers;

namespace QuantGen.CodeFixes.Rules;

/// <summary>Puts a layer in place of a function: a field, its creation where the class makes its layers, and a call of it.</summary>
public abstract class FunctionToLayerCodeFix : ModelCodeFix
{
    private readonly string _key;

    private protected FunctionToLayerCodeFix(string id)
        : base(id) => _key = id + ".Layer";

    internal sealed override async Task<PlannedFix?> PlanAsync(
        EditSession session, Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (diagnostic.Properties.TryGetValue(FunctionalCall.RepeatsProperty, out var repeats) && repeats == bool.TrueString)
            return null;

        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        var name = root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        if (name?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } syntax
            || model?.GetOperation(syntax, cancellation) is not IInvocationOperation operation
            || TorchSymbols.Find(model.Compilation) is not { } symbols
            || FunctionalCounterpart.Find(operation, symbols) is not { } counterpart
            || InstanceField.InStaticCode(model, syntax)
            || model.GetEnclosingSymbol(syntax.SpanStart, cancellation)?.ContainingType is not { } type
            || new FunctionalCall(operation, counterpart, Repeats: false).Arguments() is not { } arguments)
        {
            return null;
        }

        var parts = await ClassPart.FindAsync(session.Solution, type, syntax, symbols, cancellation).ConfigureAwait(false);
        var layer = new LayerCode(
            counterpart.Layer,
            string.Join(", ", arguments.Select(static argument => argument.Text)),
            arguments.Any(static argument => argument.Value == ConstructionValue.Member),
            FieldNames.Take(session, type, FieldNames.InStyleOf(parts, counterpart.Field)));
        if (parts.IsEmpty || new LayerInsertion(parts, symbols).Edits(layer) is not { } edits)
            return null;

        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        if (!TryCall(document.Id, text, syntax, operation, layer.Name, edits))
            return null;

        return new PlannedFix($"Make it a field '{layer.Name}' of type {counterpart.Layer}", _key, edits);
    }

    private static bool TryCall(
        DocumentId document,
        SourceText text,
        InvocationExpressionSyntax syntax,
        IInvocationOperation operation,
        string name,
        List<SourceEdit> edits)
    {
        var start = syntax.SpanStart;
        var input = FunctionalCounterpart.Input(operation).Syntax;
        if (syntax.Expression is MemberBindingExpressionSyntax || !syntax.Span.Contains(input.Span))
            return false;

        // The call's own view of x! is x.
        while (input.Parent is PostfixUnaryExpressionSyntax suppressed && suppressed.IsKind(SyntaxKind.SuppressNullableWarningExpression))
            input = suppressed;

        // (a + b).relu() needs its parentheses no longer.
        if (operation.Instance is not null && input is ParenthesizedExpressionSyntax parenthesized)
            input = parenthesized.Expression;

        var before = TextSpan.FromBounds(start, input.SpanStart);
        var after = TextSpan.FromBounds(input.Span.End, syntax.Span.End);
        if (HasComment(text.ToString(before)) || HasComment(text.ToString(after)))
            return false;

        edits.Add(new SourceEdit(document, before, name + ".call(") { Reach = syntax.Span.Length });
        edits.Add(new SourceEdit(document, after, ")"));
        return true;
    }

    private static bool HasComment(string text) => SyntaxFactory.ParseTokens(text).Any(static token =>
        token.LeadingTrivia.Concat(token.TrailingTrivia).Any(static trivia =>
            trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)));
}
