using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1012: a field whose type is private to the class.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InaccessibleTypeAnalyzer() : TwinProblemAnalyzer((ProblemKind.InaccessibleType, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.InaccessibleType,
        "Field has a type that the twin cannot name",
        "'{0}' has the private type '{1}', so the twin, which is another class, cannot take it over; make the type internal",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The twin takes over the layers and the values that forward uses, so it has to name their types.",
        HelpLinks.Base + DiagnosticIds.InaccessibleType + HelpLinks.Extension);
}
