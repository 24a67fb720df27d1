using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1010: a private static member or nested type of the class that <c>forward</c> names, and that the twin cannot.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PrivateMemberAnalyzer() : TwinProblemAnalyzer((ProblemKind.PrivateMember, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.PrivateMember,
        "Forward uses a private static member",
        "'{0}' is private to the class, so the twin, which is another class, cannot use it; make it internal",
        RuleCategories.Forward,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The twin uses the static members and nested types of the original class, as far as it can see them.",
        HelpLinks.Base + DiagnosticIds.PrivateMember + HelpLinks.Extension);
}
