using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1011: a <c>forward</c> that uses <c>this</c> as a value.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ThisValueAnalyzer() : TwinProblemAnalyzer((ProblemKind.ThisValue, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.ThisValue,
        "Forward hands out its object",
        "'this' is an object of another class in the twin; hand over the values that are needed instead",
        RuleCategories.Forward,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "Code that is handed the model would be handed the twin, which is of another class.",
        HelpLinks.Base + DiagnosticIds.ThisValue + HelpLinks.Extension);
}
