using Microsoft.CodeAnalysis;
using QuantGen.ModelReading;
using QuantGen.ModelReading.Layers;
using QuantGen.ModelReading.Models;

namespace QuantGen.Analyzers.Layers;

/// <summary>The first and the last layer with weights, in the order of registration, which low-bit training leaves in float.</summary>
internal static class ModelEnds
{
    /// <summary>The fields that hold layers with weights, or something of which nobody knows whether it has any.</summary>
    public static List<FieldReading> FieldsWithWeights(ModelView model) => [.. model.Reading.Fields.Where(static field => MayHaveWeights(field.Model))];

    /// <summary>Whether a field holds one layer with weights, and nothing else.</summary>
    public static bool IsOneLayer(FieldModel field) =>
        field.Layer?.Kind is LayerKind.Convolution or LayerKind.TransposedConvolution or LayerKind.Linear;

    /// <summary>Whether a class stands in others that have a layer of their own before, or behind, all of their parts.</summary>
    /// <param name="part">The class.</param>
    /// <param name="atStart">Whether the layer is looked for before the parts, else behind them.</param>
    public static bool AreOutside(INamedTypeSymbol part, bool atStart) => AreOutside(part, atStart, new(SymbolEqualityComparer.Default));

    private static bool AreOutside(INamedTypeSymbol part, bool atStart, HashSet<INamedTypeSymbol> seen)
    {
        foreach (var whole in ModelViews.Around(part))
        {
            if (!seen.Add(whole.Type) || FieldsWithWeights(whole) is not { Count: > 0 } fields)
                continue;
            if (IsOneLayer(fields[atStart ? 0 : fields.Count - 1].Model) || AreOutside(whole.Type, atStart, seen))
                return true;
        }

        return false;
    }

    // Whatever is in a container or model of its own is not known here.
    private static bool MayHaveWeights(FieldModel field) => IsOneLayer(field)
        || field.Layer?.Kind is LayerKind.Sequential or LayerKind.List or LayerKind.Annotated or LayerKind.Unknown;
}
