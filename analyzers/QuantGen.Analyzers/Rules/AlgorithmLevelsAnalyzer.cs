using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1031: a number of levels, written out or as a bit width, that an algorithm does not have.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AlgorithmLevelsAnalyzer() : TwinProblemAnalyzer((ProblemKind.AlgorithmLevels, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.AlgorithmLevels,
        "Number of levels that the algorithm does not have",
        "{0} quantizes {1} to {2} levels, not to {3}; change the number of levels or bits, or name another algorithm",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "Binary and ternary algorithms have the levels that their formulas have.",
        HelpLinks.Base + DiagnosticIds.AlgorithmLevels + HelpLinks.Extension);
}
