using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1015: a list of layers that do not take one tensor and give one back.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ListElementAnalyzer() : TwinProblemAnalyzer((ProblemKind.ListElement, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.ListElement,
        "List holds layers that take or give more than one tensor",
        "'{0}' is a list of '{1}', but a list is converted only if its layers take one tensor and give one back; hold each layer in "
        + "a field of its own",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The layers of a ModuleList or ModuleDict are converted when the twin is made, by their class, which only works for "
        + "Module<Tensor, Tensor>.",
        HelpLinks.Base + DiagnosticIds.ListElement + HelpLinks.Extension);
}
