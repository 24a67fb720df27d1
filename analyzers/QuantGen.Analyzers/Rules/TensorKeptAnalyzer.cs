using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Exports;
using QuantGen.ModelReading.Exports;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG4006: tensor is kept in a field.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TensorKeptAnalyzer() : ExportProblemAnalyzer(ExportProblemKind.KeptTensor, Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TensorKept,
        "Tensor is kept in a field",
        "forward puts a tensor that depends on its input into '{0}', which cannot hold a value of a graph; keep it in a local variable and return it",
        RuleCategories.Export,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The fields of a model keep their types. What forward leaves in one is no result of the graph.",
        HelpLinks.Base + DiagnosticIds.TensorKept + HelpLinks.Extension);
}
