using System.Collections.Frozen;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <summary>The layers of one input and one result that have a form in a graph, by their types.</summary>
internal static class LayerTable
{
    private static readonly FrozenDictionary<Type, LayerForm> Forms = new[]
    {
        ConvolutionLayers.Forms,
        PoolLayers.Forms,
        NormalizationLayers.Forms,
        ActivationLayers.Forms,
        ShapeLayers.Forms,
        PaddingLayers.Forms,
        ContainerLayers.Forms,
        QuantizedLayers.Forms,
        PowerOfTwoLayers.Forms,
    }.SelectMany(static forms => forms).ToFrozenDictionary(static form => form.Type);

    /// <summary>The types that have a form.</summary>
    public static IEnumerable<Type> Types => Forms.Keys;

    /// <summary>The form of a layer; null where its type has none.</summary>
    /// <param name="layer">The layer.</param>
    public static LayerForm? Of(nn.Module layer)
    {
        for (var type = layer.GetType(); type is not null; type = type.BaseType)
        {
            if (Forms.TryGetValue(type, out var form))
                return form;
        }

        return null;
    }
}
