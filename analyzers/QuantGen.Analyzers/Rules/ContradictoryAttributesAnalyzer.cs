using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1023: a field that is kept in float and told how to be quantized.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContradictoryAttributesAnalyzer() : TwinProblemAnalyzer((ProblemKind.ContradictoryAttributes, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.ContradictoryAttributes,
        "[KeepFloat] and [Quantize] on one field",
        "'{0}' carries both [KeepFloat] and [Quantize]: it can stay in float or be quantized in a way of its own, not both; remove one "
        + "of them",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A layer that stays in float has no quantizers that the options of [Quantize] could be for.",
        HelpLinks.Base + DiagnosticIds.ContradictoryAttributes + HelpLinks.Extension);
}
