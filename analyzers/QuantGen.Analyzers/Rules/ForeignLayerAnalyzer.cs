using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1013: a layer of a class of the user's without annotation, which can be neither quantized nor copied.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ForeignLayerAnalyzer() : TwinProblemAnalyzer((ProblemKind.ForeignLayer, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.ForeignLayer,
        "Layer is of a model class without [Quantize]",
        "'{0}' keeps the class from having a twin because '{1}' is a model class without [Quantize], which can be neither quantized "
        + "nor copied; {2}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A layer of TorchSharp has a quantized form or is copied. A model class has a twin if it is annotated, and nothing otherwise.",
        HelpLinks.Base + DiagnosticIds.ForeignLayer + HelpLinks.Extension);
}
