using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Exports;
using QuantGen.ModelReading.Exports;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG4008: construct that the symbolic forward cannot repeat.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ExportConstructAnalyzer() : ExportProblemAnalyzer(ExportProblemKind.Construct, Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.ExportConstruct,
        "Construct that the symbolic forward cannot repeat",
        "forward contains {0}, which cannot be repeated over values of a graph; {1}",
        RuleCategories.Export,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The symbolic forward is the text of forward with values of a graph in the place of tensors, and must compile.",
        HelpLinks.Base + DiagnosticIds.ExportConstruct + HelpLinks.Extension);
}
