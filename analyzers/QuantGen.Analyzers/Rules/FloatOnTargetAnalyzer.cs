using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG3034: a layer with weights that has no fixed-point form.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FloatOnTargetAnalyzer() : LayerRuleAnalyzer(Rule, PowerOfTwo)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.FloatOnTarget,
        "Layer that stays in float for the target",
        "'{0}' has no form for {1}: its weights and what it returns stay in float; build it of convolutions, linear layers and sums, or run "
        + "this part elsewhere",
        RuleCategories.Target,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Recurrent layers and attention as one layer hide their inner values, which have to be clipped to powers of two as well.",
        HelpLinks.Base + DiagnosticIds.FloatOnTarget + HelpLinks.Extension);

    private static readonly ImmutableHashSet<string> s_layers =
        ["LSTM", "GRU", "RNN", "LSTMCell", "GRUCell", "RNNCell", "MultiheadAttention", "Bilinear"];

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        foreach (var creation in model.Creations)
        {
            if (s_layers.Contains(creation.Layer))
                report(Diagnostic.Create(Rule, creation.Factory.GetLocation(), creation.Layer, model.Options.Target));
        }
    }
}
