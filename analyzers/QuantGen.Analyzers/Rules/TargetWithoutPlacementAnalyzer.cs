using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Twins;
using QuantGen.ModelReading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG1020: an annotation that asks for a target for which no twin can be made yet.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TargetWithoutPlacementAnalyzer() : TwinProblemAnalyzer((ProblemKind.TargetWithoutPlacement, Rule))
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TargetWithoutPlacement,
        "Target has no placement of quantizers yet",
        "'{0}' asks for a target for which no quantizers can be placed yet, so there is no twin; choose TensorRT or OnnxRuntime where "
        + "one is needed now",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The rules already know what the target can do, and look after models that ask for it. The twin itself cannot be made yet.",
        HelpLinks.Base + DiagnosticIds.TargetWithoutPlacement + HelpLinks.Extension);
}
