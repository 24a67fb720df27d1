using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;
using QuantGen.ModelReading.Layers;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG3004: a BatchNorm made with <c>track_running_stats: false</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BatchNormWithoutStatisticsAnalyzer() : LayerRuleAnalyzer(Rule, except: LowBit)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.BatchNormWithoutStatistics,
        "BatchNorm keeps no statistics",
        "'{0}' keeps no running statistics, so there is nothing to merge into a convolution: it normalizes each batch by itself, in "
        + "float, and ranges depend on which images share a batch; leave 'track_running_stats' at true",
        RuleCategories.Accuracy,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Merging a BatchNorm takes the mean and variance that it collected in training.",
        HelpLinks.Base + DiagnosticIds.BatchNormWithoutStatistics + HelpLinks.Extension);

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        foreach (var creation in model.Creations)
        {
            if (KnownLayers.Find(creation.Layer)!.Kind == LayerKind.BatchNorm
                && creation.Arguments.Flag("track_running_stats") == false
                && creation.Arguments.Written("track_running_stats") is { } argument)
            {
                report(Diagnostic.Create(Rule, argument.Syntax.GetLocation(), creation.Layer));
            }
        }
    }
}
