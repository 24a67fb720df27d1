using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1016: a layer registered under another name than its field's.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RegistersByNameAnalyzer() : TwinProblemAnalyzer((ProblemKind.RegistersByName, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.RegistersByName,
        "Layer is registered under a name of its own",
        "'{0}' registers a component under a name of its own, under which the twin does not have it, so float weights would not load; "
        + "name the field so, or put [ComponentName] on it, and call RegisterComponents()",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The twin registers its layers under the names of their fields, so that the keys of its state_dict are those of the original.",
        HelpLinks.Base + DiagnosticIds.RegistersByName + HelpLinks.Extension);

    // Layers of a plain collection have no field of their own to be named after; QG1014 is about that.
    private protected override bool IsSaidElsewhere(Problem problem, ClassReading reading) =>
        reading.Problems.Any(static other => other.Kind == ProblemKind.UnregisteredLayers);
}
