using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1003: an annotated class without a <c>forward</c> of its own.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NoForwardAnalyzer() : TwinProblemAnalyzer((ProblemKind.NoForward, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.NoForward,
        "Class with [Quantize] has no forward",
        "'{0}' gets no twin because it has no forward of its own that could be rewritten; {1}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The twin's forward is the class's own, with quantizers in it. A forward that the class inherits is not rewritten.",
        HelpLinks.Base + DiagnosticIds.NoForward + HelpLinks.Extension);
}
