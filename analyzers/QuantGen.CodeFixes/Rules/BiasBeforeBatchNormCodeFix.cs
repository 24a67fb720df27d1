using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using QuantGen.Analyzers;
using QuantGen.CodeFixes.Arguments;
using QuantGen.CodeFixes.Editing;

namespace QuantGen.CodeFixes.Rules;

/// <summary>Makes a convolution before a BatchNorm without a bias.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BiasBeforeBatchNormCodeFix))]
[Shared]
public sealed class BiasBeforeBatchNormCodeFix() : ModelCodeFix(DiagnosticIds.BiasBeforeBatchNorm)
{
    internal override async Task<PlannedFix?> PlanAsync(
        EditSession session, Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var node = root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        var edit = node switch
        {
            LiteralExpressionSyntax written => ArgumentEdits.Replacement(document, written, "false"),
            SimpleNameSyntax
                when node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { ArgumentList.Arguments: { Count: > 0 } arguments } =>
                new SourceEdit(document.Id, new TextSpan(arguments.Last().Span.End, 0), ", bias: false"),
            _ => null,
        };
        return edit is null ? null : new PlannedFix("Pass 'bias: false'", "QG3005.NoBias", [edit]);
    }
}
