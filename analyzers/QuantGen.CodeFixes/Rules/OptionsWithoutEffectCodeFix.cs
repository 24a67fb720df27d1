using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.Analyzers;
using QuantGen.CodeFixes.Arguments;
using QuantGen.CodeFixes.Editing;

namespace QuantGen.CodeFixes.Rules;

/// <summary>Removes a [Quantize] that does nothing.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OptionsWithoutEffectCodeFix))]
[Shared]
public sealed class OptionsWithoutEffectCodeFix() : ModelCodeFix(DiagnosticIds.OptionsWithoutEffect)
{
    internal override async Task<PlannedFix?> PlanAsync(
        EditSession session, Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        return root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<AttributeSyntax>() is { } attribute
            ? new PlannedFix("Remove [Quantize]", "QG2010.Remove", [ArgumentEdits.Removal(document, attribute)])
            : null;
    }
}
