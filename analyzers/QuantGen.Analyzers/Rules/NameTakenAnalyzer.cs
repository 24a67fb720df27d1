using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1007: something else that has the name of the twin, or of the method that makes it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NameTakenAnalyzer() : TwinProblemAnalyzer((ProblemKind.NameTaken, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.NameTaken,
        "Name that the twin needs is taken",
        "'{0}' gets no twin because the name '{1}', which the generated code needs, is taken; rename one of the two",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The twin of Net is called QuantNet, and Net gets a method ToQuantized().",
        HelpLinks.Base + DiagnosticIds.NameTaken + HelpLinks.Extension);
}
