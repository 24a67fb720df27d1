using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Annotations;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.ModelReading.Layers;
using QuantGen.ModelReading.Models;
using QuantGen.ModelReading.Reading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG2010: an annotation on a field that holds nothing which could be quantized, or an argument that the target does not look at.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OptionsWithoutEffectAnalyzer() : AnnotationRuleAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.OptionsWithoutEffect,
        "[Quantize] says something that has no effect",
        "{0} on {1} has no effect, because {2}; {3}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "On a field, [Quantize] says how the quantizers of its layer are made: a field without quantizers has no use for it. Some arguments are for one target alone.",
        HelpLinks.Base + DiagnosticIds.OptionsWithoutEffect + HelpLinks.Extension);

    /// <summary>The property of a diagnostic that numbers the first argument of its annotation that has an effect; -1 where none has.</summary>
    internal const string FirstWithEffect = nameof(FirstWithEffect);

    private const string Remove = "remove it";

    private protected override void Analyze(AnnotationView annotation, Action<Diagnostic> report)
    {
        if (annotation.Field is { } field)
            AnalyzeField(annotation, field, report);
        else if (annotation.Class is not { } type)
            AnalyzeArguments(annotation, annotation.CommonTarget, "the assembly", isField: false, report);
        else if (TorchTypes.AnnotationOf(type) is { } ofClass)
            AnalyzeArguments(annotation, () => annotation.TargetOf(ofClass), $"'{type.Name}'", isField: false, report);
    }

    private static void AnalyzeField(AnnotationView annotation, ISymbol field, Action<Diagnostic> report)
    {
        if (AnnotationView.IsKeptFloat(field))
            return;

        var (fault, remedy) = FaultOf(field, annotation);
        if (fault is not null)
            report(Diagnostic.Create(Rule, annotation.Syntax.GetLocation(), "[Quantize]", $"'{field.Name}'", fault, remedy));
        else if (TorchTypes.AnnotationOf(field.ContainingType) is { } ofClass)
            AnalyzeArguments(annotation, () => annotation.TargetOf(ofClass), $"'{field.Name}'", isField: true, report);
    }

    private static void AnalyzeArguments(
        AnnotationView annotation, Func<string?> targetOf, string annotated, bool isField, Action<Diagnostic> report)
    {
        var candidates = annotation.Named.Where(static argument => NameOf(argument) 
            is "Fuse" or "QuantizePools" or "InputDescriptor" or "WeightDescriptor" or "BiasMode" or "FoldBatchNorm"
            or "WeightLevels" or "ActivationLevels" or "WeightBits" or "ActivationBits").ToList();
        if (candidates.Count == 0 || targetOf() is not { } target)
            return;

        var faulty = candidates.Select(argument => (Argument: argument, Fault: FaultOf(argument, annotation, target, isField))).Where(static found => found.Fault is not null).ToList();
        var first = annotation.Syntax.ArgumentList!.Arguments.IndexOf(argument => !faulty.Exists(found => found.Argument == argument));
        var properties = ImmutableDictionary<string, string?>.Empty.Add(FirstWithEffect, first.ToString(CultureInfo.InvariantCulture));
        foreach (var (argument, fault) in faulty)
            report(Diagnostic.Create(Rule, argument.GetLocation(), properties, $"'{argument}'", annotated, fault!.Value.Why, fault.Value.Remedy));
    }

    private static (string Why, string Remedy)? FaultOf(AttributeArgumentSyntax argument, AnnotationView annotation, string target, bool isField)
    {
        var value = annotation.ValueOf(argument);
        if (target == OptionsModel.LowBit)
            return FaultAtFewBits(argument, annotation);

        var isPowerOfTwo = target == OptionsModel.PowerOfTwo;
        return NameOf(argument) switch
        {
            "WeightLevels" when value is not 0 => ($"{target} counts in bits", "give WeightBits instead, or remove it"),
            "ActivationLevels" when value is not 0 => ($"{target} counts in bits", "give ActivationBits instead, or remove it"),
            "Fuse" when isField => ("passes are fused in whole classes", "put it on the class, or remove it"),
            "Fuse" when target != OptionsModel.Default.Target && value is true => ($"passes are fused for {OptionsModel.Default.Target} alone, not for {target}", Remove),
            "QuantizePools" when isPowerOfTwo => ($"{target} decides by itself which pools it quantizes", Remove),
            "InputDescriptor" when isPowerOfTwo && value is not null => Described(target, "ActivationBits"),
            "WeightDescriptor" when isPowerOfTwo && value is not null => Described(target, "WeightBits"),
            "BiasMode" when !isPowerOfTwo => ($"{target} leaves biases in float", Remove),
            _ => null,
        };
    }

    private static (string Why, string Remedy)? FaultAtFewBits(AttributeArgumentSyntax argument, AnnotationView annotation)
    {
        return NameOf(argument) switch
        {
            "WeightBits" when Writes("WeightLevels") => ("WeightLevels beside it says how many levels there are", "keep one of the two"),
            "ActivationBits" when Writes("ActivationLevels") => ("ActivationLevels beside it says how many levels there are", "keep one of the two"),
            "WeightBits" or "ActivationBits" or "WeightLevels" or "ActivationLevels" => null,
            "FoldBatchNorm" => ("LowBit merges no BatchNorm into weights", Remove),
            "InputDescriptor" => Described(OptionsModel.LowBit, "ActivationAlgorithm and ActivationBits"),
            "WeightDescriptor" => Described(OptionsModel.LowBit, "WeightAlgorithm and WeightBits"),
            _ => ("LowBit quantizes inputs and weights of layers alone", Remove),
        };

        bool Writes(string property) => annotation.Named.Any(other => NameOf(other) == property && annotation.ValueOf(other) is not 0);
    }

    private static (string Why, string Remedy) Described(string target, string bits) =>
        ($"{target} has quantizers that no descriptor describes", $"give {bits} instead, or remove it");

    private static string NameOf(AttributeArgumentSyntax argument) => argument.NameEquals!.Name.Identifier.ValueText;

    private static (string? Fault, string? Remedy) FaultOf(ISymbol field, AnnotationView annotation)
    {
        if (TorchTypes.AnnotationOf(field.ContainingType) is not { } ofClass)
            return ($"'{field.ContainingType.Name}' has no [Quantize] itself, so that it gets no twin", "annotate the class too");

        var type = field is IFieldSymbol { Type: var declared } ? declared : ((IPropertySymbol)field).Type;
        if (!TorchTypes.IsModule(type))
            return ("it holds no layer", "remove it");

        if (annotation.TargetOf(ofClass) == OptionsModel.LowBit && TorchTypes.LayerOf(type) is { Kind: LayerKind.AveragePool or LayerKind.Recurrent } other)
            return ($"LowBit leaves {other.Name} in float", "remove it");

        return TorchTypes.LayerOf(type) is { Kind: LayerKind.Activation or LayerKind.BatchNorm or LayerKind.Float, Quantized: null } layer
            && (annotation.TargetOf(ofClass) == OptionsModel.LowBit || !TakesAnnotation(layer.Name))
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
