using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;
using QuantGen.ModelReading.Layers;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG3032: a class with BatchNorms that turns their merging off, where the hardware has none.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MergingOffAnalyzer() : LayerRuleAnalyzer(Rule, PowerOfTwo)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.MergingOff,
        "BatchNorm is not merged for the target",
        "'{0}' has BatchNorms and turns merging them off: {1} hardware has no BatchNorm, and what was not merged before training is "
        + "merged after it, with other weights; leave FoldBatchNorm at true",
        RuleCategories.Target,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Weights are quantized with the BatchNorm merged in, because that is what the hardware holds.",
        HelpLinks.Base + DiagnosticIds.MergingOff + HelpLinks.Extension);

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        if (!model.Options.FoldBatchNorm
            && model.Creations.Any(static creation => KnownLayers.Find(creation.Layer)!.Kind == LayerKind.BatchNorm))
        {
            report(Diagnostic.Create(Rule, model.PlaceOf("FoldBatchNorm"), model.Type.Name, model.Options.Target));
        }
    }
}
