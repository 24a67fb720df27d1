using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>
/// QG1008: a layer that <c>forward</c> uses in another way than calling it, which the twin's layer, being of another class, may not
/// allow.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LayerUseAnalyzer() : TwinProblemAnalyzer((ProblemKind.LayerUse, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.LayerUse,
        "Layer is used in forward other than by a call",
        "'{0}' is a layer, and '{1}' does more than call it: the layer is of another class in the twin; in forward call layers or "
        + "test them for null, and nothing else",
        RuleCategories.Forward,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "In the twin a layer is of another class and may lack what the original has. Calls and tests for null are carried over, "
        + "other uses are not.",
        HelpLinks.Base + DiagnosticIds.LayerUse + HelpLinks.Extension);
}
