using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>
/// QG1001: an annotated class, or one that it is nested in, that lacks <c>partial</c>, so that nothing can be added to it.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NotPartialAnalyzer() : TwinProblemAnalyzer(
    (ProblemKind.NotPartial, Rule),
    (ProblemKind.ContainerNotPartial, ContainerRule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.NotPartial,
        "Class with [Quantize] is not partial",
        "'{0}' gets no twin because it is not partial, so that ToQuantized() cannot be added to it; add the modifier 'partial'",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The generator adds ToQuantized() to the class, which takes a partial class in partial classes.",
        HelpLinks.Base + DiagnosticIds.NotPartial + HelpLinks.Extension);

    private static readonly DiagnosticDescriptor ContainerRule = new(
        DiagnosticIds.NotPartial,
        "Class with [Quantize] is not partial",
        "'{0}' gets no twin because '{1}', which it is nested in, is not partial; add the modifier 'partial' to it",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The generator adds ToQuantized() to the class, which takes a partial class in partial classes.",
        HelpLinks.Base + DiagnosticIds.NotPartial + HelpLinks.Extension);
}
