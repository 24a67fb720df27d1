using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1024: a class whose <c>forward</c> only throws, as one does whose work is in another overload.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ForwardThrowsAnalyzer() : TwinProblemAnalyzer((ProblemKind.ForwardThrows, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.ForwardThrows,
        "Forward does nothing but throw",
        "forward of '{0}' only throws, so a twin of it could not compute anything; derive from the Module<...> whose forward does the "
        + "work",
        RuleCategories.Forward,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The twin is made from the forward that overrides Module's. What stands in other overloads is not in it.",
        HelpLinks.Base + DiagnosticIds.ForwardThrows + HelpLinks.Extension);
}
