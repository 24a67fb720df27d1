using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Exports;
using QuantGen.ModelReading.Exports;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG4003: value is read out of a tensor.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ValueReadAnalyzer() : ExportProblemAnalyzer(ExportProblemKind.ValueRead, Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.ValueRead,
        "Value is read out of a tensor",
        "'{0}' reads a value, and there is none while a graph is made; compute with tensors, as torch.where does, or with shapes",
        RuleCategories.Export,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A graph is made before there is an input. Its shapes are known then, the values of its tensors are not.",
        HelpLinks.Base + DiagnosticIds.ValueRead + HelpLinks.Extension);
}
