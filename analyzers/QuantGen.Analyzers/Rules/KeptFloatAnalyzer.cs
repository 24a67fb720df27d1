using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1019: <c>[KeepFloat]</c> on a layer of a model class of the user's, which cannot be copied.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KeptFloatAnalyzer() : TwinProblemAnalyzer((ProblemKind.KeptFloat, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.KeptFloat,
        "[KeepFloat] on a model class that cannot be copied",
        "'{0}' cannot stay in float: the twin would need a copy of it, and '{1}', being a model class of your own, cannot be copied; "
        + "put [KeepFloat] on the layers in '{1}' instead",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A layer that stays in float is copied into the twin. That is possible for layers of TorchSharp, and not for classes of the "
        + "user's.",
        HelpLinks.Base + DiagnosticIds.KeptFloat + HelpLinks.Extension);
}
