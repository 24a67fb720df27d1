using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;
using QuantGen.ModelReading;
using QuantGen.ModelReading.Models;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG3035: the first and the last layer with weights of a model that trains at few bits, which nothing says anything of.</summary>
/// <remarks>A class that another annotated class mentions is a part of it, and the ends of that one are meant.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FirstAndLastInFloatAnalyzer() : LayerRuleAnalyzer(Rule, LowBit)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.FirstAndLastInFloat,
        "First or last layer stays in float",
        "'{0}' is the {1} layer with weights of '{2}' and stays in float: give it a [Quantize] of its own to quantize it all the same, or [KeepFloat] to say that this is meant",
        RuleCategories.Target,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "Low-bit training leaves the first and the last layer of a model in float, as nearly all published results have it. LowBitOptions.FirstAndLast changes that for a whole twin.",
        HelpLinks.Base + DiagnosticIds.FirstAndLastInFloat + HelpLinks.Extension);

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        var layers = ModelEnds.FieldsWithWeights(model);
        if (layers.Count == 0 || NestedClasses.Around(model.Type).Any())
            return;

        var (first, last) = (layers[0], layers[layers.Count - 1]);
        if (ReferenceEquals(first, last))
        {
            Report(first, "only");
            return;
        }

        Report(first, "first");
        Report(last, "last");

        void Report(FieldReading field, string which)
        {
            if (IsLeftInFloat(field.Model))
                report(Diagnostic.Create(Rule, field.Name.GetLocation(), field.Model.Name, which, model.Type.Name));
        }
    }

    private static bool IsLeftInFloat(FieldModel field) => field is { KeepFloat: false, Options: null } && ModelEnds.IsOneLayer(field);
}
