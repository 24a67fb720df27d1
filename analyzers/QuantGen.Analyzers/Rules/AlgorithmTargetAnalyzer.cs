using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1029: an algorithm of training at few bits, and a target that has no algorithms.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AlgorithmTargetAnalyzer() : TwinProblemAnalyzer((ProblemKind.AlgorithmTarget, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.AlgorithmTarget,
        "Algorithm of low-bit training with another target",
        "'{0}' names the algorithm {1}, which is for LowBit, and the target {2} beside it; leave out one of the two",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "An algorithm of training at few bits has quantizers of its own, for which there is one target.",
        HelpLinks.Base + DiagnosticIds.AlgorithmTarget + HelpLinks.Extension);
}
