using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Exports;
using QuantGen.ModelReading.Exports;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG4007: layer is of a class without [Export].</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LayerNotExportedAnalyzer() : ExportProblemAnalyzer(ExportProblemKind.Layer, Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.LayerNotExported,
        "Layer is of a class without [Export]",
        "'{0}' is of the class '{1}', which has neither [Export] nor ITraceable, so that its part of the graph cannot be made; add [Export] to '{1}'",
        RuleCategories.Export,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A graph is made layer by layer. Classes of TorchSharp are known; those of yours say how by [Export], or by implementing ITraceable.",
        HelpLinks.Base + DiagnosticIds.LayerNotExported + HelpLinks.Extension);
}
