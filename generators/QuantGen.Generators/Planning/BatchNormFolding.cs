using QuantGen.ModelReading.Layers;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>
/// Finds the BatchNorms that can be merged into the convolution before them: on every path the BatchNorm reads that
/// convolution and nothing else, and nothing else reads the convolution.
/// </summary>
internal static class BatchNormFolding
{
    /// <summary>The pairs, by the convolution's field.</summary>
    public static Dictionary<string, string> Find(ModuleModel module, FlowUses uses)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in module.Fields)
        {
            if (IsMergeable(field, LayerKind.BatchNorm) && ConvolutionBefore(field, module, uses) is { } convolution)
                pairs.Add(convolution, field.Name);
        }

        return pairs;
    }

    private static string? ConvolutionBefore(FieldModel batchNorm, ModuleModel module, FlowUses uses)
    {
        string? convolution = null;
        var calls = uses.CallsOf(batchNorm.Name);
        foreach (var (index, call) in calls)
        {
            if (call.Inputs.Count != 1 || uses.UsesOf(index).IsEmpty)
                return null;

            var source = call.Inputs[0].Node;
            if (uses.Nodes[source] is not LayerCallNode { IsElement: false, Field: var field } || uses.UsesOf(source).Length != 1)
                return null;
            if (convolution is not null && convolution != field)
                return null;
            convolution = field;
        }

        return convolution is not null
            && module.Field(convolution) is { } owner
            && (IsMergeable(owner, LayerKind.Convolution) || IsMergeable(owner, LayerKind.TransposedConvolution))
            && Merges(batchNorm) && Merges(owner)
            && uses.CallsOf(convolution).Count == calls.Count
            ? convolution
            : null;

        bool Merges(FieldModel field) => (field.Options ?? module.Options).FoldBatchNorm;
    }

    private static bool IsMergeable(FieldModel field, LayerKind kind) =>
        field is { IsNullable: false, KeepFloat: false, Layer: { } layer } && layer.Kind == kind;
}
