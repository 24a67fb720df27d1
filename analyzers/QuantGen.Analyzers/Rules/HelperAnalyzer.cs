using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1009: a member that <c>forward</c> uses and that has no code to copy, as an extern method.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HelperAnalyzer() : TwinProblemAnalyzer((ProblemKind.Helper, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.Helper,
        "Forward uses a member without code",
        "'{0}' has no code that the twin could copy; make it internal and static, so that the twin can call it, or write what it does into "
        + "forward",
        RuleCategories.Forward,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The twin has copies of the methods and computed properties that forward uses. What has no body cannot be copied.",
        HelpLinks.Base + DiagnosticIds.Helper + HelpLinks.Extension);

    private protected override bool IsAboutDeclaration => true;
}
