using TorchSharp;

namespace QuantGen.LowBit;

/// <summary>Finds the layers and quantizers of a twin that trains at few bits.</summary>
public static class LowBitExtensions
{
    /// <summary>
    /// The quantizers of a model with their paths, in the order of registration, children before siblings. A quantizer that is reached on several
    /// paths appears once, under the first.
    /// </summary>
    /// <param name="model">A model; a quantizer alone is its own only one.</param>
    public static IReadOnlyList<(string Name, LowBitQuantizer Quantizer)> LowBitQuantizers(this torch.nn.Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return [.. LowBitParts.Quantizers(model)];
    }

    /// <summary>The layers with their paths, in the same order, those in float too.</summary>
    /// <param name="model">A model; a layer alone is its own only one.</param>
    public static IReadOnlyList<(string Name, LowBitLayer Layer)> LowBitLayers(this torch.nn.Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return [.. LowBitParts.Layers(model)];
    }
}
