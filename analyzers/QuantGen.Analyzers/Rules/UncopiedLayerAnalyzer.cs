using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1027: a layer of a class that shows nothing of what it was made with.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UncopiedLayerAnalyzer() : TwinProblemAnalyzer((ProblemKind.UncopiedLayer, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.UncopiedLayer,
        "Layer cannot be copied",
        "'{0}', of class {1}, shows nothing of what it was made with, so that no copy could be made for the twin; hold it in a class "
        + "of your own that carries [KeepFloat]",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A layer is copied into the twin with the options it has. Transformers do not show any of theirs.",
        HelpLinks.Base + DiagnosticIds.UncopiedLayer + HelpLinks.Extension);
}
