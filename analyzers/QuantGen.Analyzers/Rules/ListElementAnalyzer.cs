using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1015: a list of layers that take or give more than one tensor and have no twin.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ListElementAnalyzer() : TwinProblemAnalyzer((ProblemKind.ListElement, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.ListElement,
        "List holds layers of several inputs or outputs that have no twin",
        "'{0}' is a list of '{1}', which takes or gives more than one tensor and has no twin; annotate its class with [Quantize], or "
        + "hold each layer in a field of its own",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The layers of a ModuleList or ModuleDict are converted when the twin is made: such as take one tensor and give one back by "
        + "their class, others only if their class is annotated, so that its twin can take their place.",
        HelpLinks.Base + DiagnosticIds.ListElement + HelpLinks.Extension);
}
