using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1022: an annotation with a bit width that no quantizer can have.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BitWidthAnalyzer() : TwinProblemAnalyzer((ProblemKind.BitWidth, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.BitWidth,
        "Bit width out of range",
        "{0} is {1}, and quantizers have {2} to {3} bits; 8 is what integer hardware computes with",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "Quantizers have 2 to 16 bits.",
        HelpLinks.Base + DiagnosticIds.BitWidth + HelpLinks.Extension);
}
