using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Annotations;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.ModelReading.Layers;
using QuantGen.ModelReading.Models;
using QuantGen.ModelReading.Reading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG2010: an annotation on a field that holds nothing which could be quantized.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OptionsWithoutEffectAnalyzer() : AnnotationRuleAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.OptionsWithoutEffect,
        "[Quantize] on a field has no effect",
        "[Quantize] on '{0}' has no effect, because {1}; {2}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "On a field, [Quantize] says how the quantizers of its layer are made. A field without quantizers has no use for it.",
        HelpLinks.Base + DiagnosticIds.OptionsWithoutEffect + HelpLinks.Extension);

    private protected override void Analyze(AnnotationView annotation, Action<Diagnostic> report)
    {
        if (annotation.Field is not { } field || AnnotationView.IsKeptFloat(field))
            return;

        var (fault, remedy) = FaultOf(field, annotation);
        if (fault is not null)
            report(Diagnostic.Create(Rule, annotation.Syntax.GetLocation(), field.Name, fault, remedy));
    }

    private static (string? Fault, string? Remedy) FaultOf(ISymbol field, AnnotationView annotation)
    {
        if (TorchTypes.AnnotationOf(field.ContainingType) is not { } ofClass)
            return ($"'{field.ContainingType.Name}' has no [Quantize] itself, so that it gets no twin", "annotate the class too");

        var type = field is IFieldSymbol { Type: var declared } ? declared : ((IPropertySymbol)field).Type;
        if (!TorchTypes.IsModule(type))
            return ("it holds no layer", "remove it");

        return TorchTypes.LayerOf(type) is { Kind: LayerKind.Activation or LayerKind.BatchNorm or LayerKind.Float, Quantized: null } layer
            && !TakesAnnotation(layer.Name)
            && !(annotation.TargetOf(ofClass) == OptionsModel.PowerOfTwo && IsClipped(layer))
            ? ($"{layer.Name} has no quantizers", "put it on the layers before and after, or remove it")
            : (null, null);
    }

    // Where values are quantized as they are made, the clip behind a layer or in its place has bits.
    private static bool IsClipped(KnownLayer layer) =>
        KnownLayers.IsClip(layer.Kind, layer.Name) || layer is { Kind: LayerKind.BatchNorm } or { Name: "GroupNorm" or "LayerNorm" };

    // Layers whose float copy runs at another width on some target.
    private static bool TakesAnnotation(string layer) => layer.StartsWith("MaxPool", StringComparison.Ordinal)
        || layer.StartsWith("InstanceNorm", StringComparison.Ordinal)
        || layer is "LSTM" or "GRU" or "RNN" or "LSTMCell" or "GRUCell" or "RNNCell"
        || layer is "MultiheadAttention" or "Embedding" or "EmbeddingBag";
}
