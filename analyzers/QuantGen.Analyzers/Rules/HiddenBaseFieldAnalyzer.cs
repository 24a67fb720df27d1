using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1025: a private field of a base class that <c>forward</c> uses.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HiddenBaseFieldAnalyzer() : TwinProblemAnalyzer((ProblemKind.HiddenBaseField, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.HiddenBaseField,
        "Forward uses a private field of a base class",
        "'{0}' is private to '{1}', so that neither RegisterComponents() nor the twin of a class that derives from it gets at it; make "
        + "it protected",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "RegisterComponents() registers the fields that a class can see. A private field of a base class is not among them.",
        HelpLinks.Base + DiagnosticIds.HiddenBaseField + HelpLinks.Extension);

    private protected override bool IsAboutDeclaration => true;
}
