using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.Analyzers;
using QuantGen.Analyzers.Rules;
using QuantGen.CodeFixes.Arguments;
using QuantGen.CodeFixes.Editing;

namespace QuantGen.CodeFixes.Rules;

/// <summary>Removes a [Quantize] that does nothing, or an argument of one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OptionsWithoutEffectCodeFix))]
[Shared]
public sealed class OptionsWithoutEffectCodeFix() : ModelCodeFix(DiagnosticIds.OptionsWithoutEffect)
{
    private const string Key = "QG2010.Remove";

    internal override async Task<PlannedFix?> PlanAsync(
        EditSession session, Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var node = root?.FindNode(diagnostic.Location.SourceSpan);
        if (node?.FirstAncestorOrSelf<AttributeSyntax>() is not { } attribute)
            return null;

        var argument = node.FirstAncestorOrSelf<AttributeArgumentSyntax>();
        return argument is null
            ? new PlannedFix("Remove [Quantize]", Key, [ArgumentEdits.Removal(document, attribute)])
            : new PlannedFix($"Remove '{argument}'", Key, [Removal(document, attribute, argument, diagnostic)]);
    }

    // Each argument goes with the comma on the side of one that stays, so that several can go at once.
    private static SourceEdit Removal(Document document, AttributeSyntax attribute, AttributeArgumentSyntax argument, Diagnostic diagnostic)
    {
        var first = int.Parse(diagnostic.Properties[OptionsWithoutEffectAnalyzer.FirstWithEffect]!, CultureInfo.InvariantCulture);
        if (first >= 0)
            return ArgumentEdits.Removal(document, argument, isBehindKept: first < attribute.ArgumentList!.Arguments.IndexOf(argument));

        // On a class the annotation without arguments still asks for a twin; on a field it would say nothing.
        var isOfField = attribute.Parent?.Parent is BaseFieldDeclarationSyntax or PropertyDeclarationSyntax;
        var edit = isOfField ? ArgumentEdits.Removal(document, attribute) : new SourceEdit(document.Id, attribute.ArgumentList!.Span, string.Empty);
        return edit with { IsShared = true };
    }
}
