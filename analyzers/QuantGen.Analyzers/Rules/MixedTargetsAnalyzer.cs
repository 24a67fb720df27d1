using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1020: a field whose annotation asks for fixed-point hardware or low-bit training in a class for another runtime, or the other way around.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MixedTargetsAnalyzer() : TwinProblemAnalyzer((ProblemKind.MixedTargets, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.MixedTargets,
        "Field has another kind of target than its class",
        "'{0}' asks for {1} in a class for {2}, and their quantizers stand at different places; give the target to the whole class",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "For PowerOfTwo values are quantized where they are made, for the other targets where they are read: one forward cannot do both. LowBit has quantizers in layers alone, which learn.",
        HelpLinks.Base + DiagnosticIds.MixedTargets + HelpLinks.Extension);
}
