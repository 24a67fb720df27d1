using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Exports;
using QuantGen.ModelReading.Exports;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG4004: operation has no form in a graph.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NoGraphFormAnalyzer() : ExportProblemAnalyzer(ExportProblemKind.Operation, Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.NoGraphForm,
        "Operation has no form in a graph",
        "{0} has no form in a graph; use operations that have one, or put it into a layer that implements ITraceable",
        RuleCategories.Export,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "What can be exported is what GraphValue, GraphTorch and GraphFunctional have a member for.",
        HelpLinks.Base + DiagnosticIds.NoGraphForm + HelpLinks.Extension);
}
