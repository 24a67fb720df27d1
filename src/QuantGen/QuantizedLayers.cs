using TorchSharp;

namespace QuantGen;

/// <summary>Finds the quantized layers of a model.</summary>
internal static class QuantizedLayers
{
    /// <summary>The quantized layers with their paths, in the order of registration, the model itself first. Each layer once.</summary>
    public static IEnumerable<(string Name, IQuantizedLayer Layer)> Of(torch.nn.Module model)
    {
        var seen = new HashSet<torch.nn.Module>(ReferenceEqualityComparer.Instance);
        return model.named_modules().Prepend(("", model))
            .Where(entry => seen.Add(entry.Item2))
            .Where(static entry => entry.Item2 is IQuantizedLayer)
            .Select(static entry => (entry.Item1, (IQuantizedLayer)entry.Item2));
    }

    /// <summary>The quantized weights in that order. Where layers share a quantizer, the first counts.</summary>
    public static IEnumerable<QuantizedWeight> Weights(torch.nn.Module model) => Of(model)
        .SelectMany(static entry => entry.Layer.QuantizedWeights)
        .DistinctBy(static weight => weight.Quantizer, ReferenceEqualityComparer.Instance);
}
