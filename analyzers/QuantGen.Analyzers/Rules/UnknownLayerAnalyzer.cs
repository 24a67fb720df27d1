using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>
/// QG1018: a layer declared as a module that takes or gives something else than one tensor, whose class nothing in the model tells.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnknownLayerAnalyzer() : TwinProblemAnalyzer((ProblemKind.UnknownLayer, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.UnknownLayer,
        "Layer has a class that the declaration does not tell",
        "'{0}' is declared as '{1}', and nothing in the class tells which layer it holds; declare it as the layer's own class",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A layer whose class is not known while the twin is written is converted when it is made, which only works for "
        + "Module<Tensor, Tensor>.",
        HelpLinks.Base + DiagnosticIds.UnknownLayer + HelpLinks.Extension);
}
