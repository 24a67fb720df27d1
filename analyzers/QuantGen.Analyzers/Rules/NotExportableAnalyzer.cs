using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Exports;
using QuantGen.ModelReading.Exports;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG4002: class cannot be exported.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NotExportableAnalyzer() : ExportProblemAnalyzer(ExportProblemKind.Declaration, Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.NotExportable,
        "Class cannot be exported",
        "'{0}' cannot be exported because {1}",
        RuleCategories.Export,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The symbolic forward that [Export] asks for is another part of the class, made from the code of its forward.",
        HelpLinks.Base + DiagnosticIds.NotExportable + HelpLinks.Extension);
}
