using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Exports;
using QuantGen.ModelReading.Exports;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG4005: tensor is handed to code outside the class.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TensorHandedOutAnalyzer() : ExportProblemAnalyzer(ExportProblemKind.Function, Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TensorHandedOut,
        "Tensor is handed to code outside the class",
        "A tensor of forward is handed to {0}, which cannot take a value of a graph for it; move that code into the class, or into a layer that implements ITraceable",
        RuleCategories.Export,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The symbolic forward repeats the code of the class over values of a graph. Code elsewhere stays as it is.",
        HelpLinks.Base + DiagnosticIds.TensorHandedOut + HelpLinks.Extension);
}
