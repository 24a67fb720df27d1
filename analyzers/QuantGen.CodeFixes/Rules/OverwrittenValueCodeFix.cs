using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using QuantGen.Analyzers;
using QuantGen.CodeFixes.Arguments;
using QuantGen.CodeFixes.Editing;

namespace QuantGen.CodeFixes.Rules;

/// <summary>Makes an operation leave its input alone.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OverwrittenValueCodeFix))]
[Shared]
public sealed class OverwrittenValueCodeFix() : ModelCodeFix(DiagnosticIds.OverwrittenValue)
{
    private const string Key = "QG2008.NewTensor";

    internal override async Task<PlannedFix?> PlanAsync(
        EditSession session, Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (diagnostic.AdditionalLocations is [{ SourceTree: { } tree } place])
            return await WithoutFlagAsync(session, tree, place, cancellation).ConfigureAwait(false);

        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not SimpleNameSyntax name
            || name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || name.Identifier.ValueText.TrimEnd('_') is not { Length: > 0 } other)
        {
            return null;
        }

        var edits = new List<SourceEdit> { ArgumentEdits.Replacement(document, name, other) };
        if (call.Parent is ExpressionStatementSyntax)
        {
            // The variable has to take the new tensor now.
            if (call.Expression is not MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax variable })
                return null;
            edits.Add(new SourceEdit(document.Id, new TextSpan(call.SpanStart, 0), $"{variable} = "));
        }

        return new PlannedFix($"Call '{other}', which makes a new tensor", Key, edits);
    }

    // The argument may stand where the layer is made, for all of its calls.
    private static async Task<PlannedFix?> WithoutFlagAsync(
        EditSession session, SyntaxTree tree, Location place, CancellationToken cancellation)
    {
        var root = await tree.GetRootAsync(cancellation).ConfigureAwait(false);
        return session.Solution.GetDocument(tree) is { } document
            && root.FindNode(place.SourceSpan).FirstAncestorOrSelf<ArgumentSyntax>() is { } argument
            ? new PlannedFix(
                "Pass 'inplace: false'", Key, [ArgumentEdits.Replacement(document, argument.Expression, "false") with { IsShared = true }])
            : null;
    }
}
