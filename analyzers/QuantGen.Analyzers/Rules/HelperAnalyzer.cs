using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1009: a method or computed property of the object that <c>forward</c> uses, and that the twin does not have.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HelperAnalyzer() : TwinProblemAnalyzer((ProblemKind.Helper, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.Helper,
        "Forward uses a method or property of its object",
        "'{0}' is a member that the twin does not have, because it repeats forward alone; write its code into forward, or make it an "
        + "internal static method if tensors and values are all it needs",
        RuleCategories.Forward,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The twin repeats forward, and no other method of the object.",
        HelpLinks.Base + DiagnosticIds.Helper + HelpLinks.Extension);
}
