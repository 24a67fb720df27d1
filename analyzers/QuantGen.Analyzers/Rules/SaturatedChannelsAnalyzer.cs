using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1028: a bias that is to be saturated to 16 bits, in a layer whose channels have scales of their own.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SaturatedChannelsAnalyzer() : TwinProblemAnalyzer((ProblemKind.SaturatedChannels, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.SaturatedChannels,
        "Bias mode that scales of channels do not allow",
        "'{0}' asks for a bias saturated to 16 bits, which takes one scale for the whole weight, and for channels with scales of their own; "
        + "quantize weights per tensor, or leave BiasMode out or at Int32",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "Saturate16 splits a bias into an 8-bit coefficient and one constant of the layer. Channels with scales of their own have no such constant.",
        HelpLinks.Base + DiagnosticIds.SaturatedChannels + HelpLinks.Extension);
}
