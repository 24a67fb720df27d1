using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1030: an algorithm that is named for activations and is for weights alone, or the other way around.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AlgorithmSideAnalyzer() : TwinProblemAnalyzer((ProblemKind.AlgorithmSide, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.AlgorithmSide,
        "Algorithm for the other side of a layer",
        "{0} quantizes {1} and not {2}; name another algorithm, or None to leave {2} in float",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "Some algorithms are about what weights are, which do not change from one picture to the next.",
        HelpLinks.Base + DiagnosticIds.AlgorithmSide + HelpLinks.Extension);
}
