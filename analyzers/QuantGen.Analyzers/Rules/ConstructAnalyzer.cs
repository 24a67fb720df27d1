using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1004: a construct in <c>forward</c> that cannot be carried over into the twin.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConstructAnalyzer() : TwinProblemAnalyzer((ProblemKind.Construct, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.Construct,
        "Construct in forward that the twin cannot repeat",
        "forward contains {0}, which the twin cannot repeat; {1}",
        RuleCategories.Forward,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The twin's forward is the class's own text with quantizers in it. Where the reader cannot follow the tensors, none can be "
        + "put in.",
        HelpLinks.Base + DiagnosticIds.Construct + HelpLinks.Extension);
}
