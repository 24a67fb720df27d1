using QuantGen.Modules;
using QuantGen.PowerOfTwo;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>
/// The first and the last layer with weights of a model, which low-bit training leaves in float: what the one sees are pictures, not
/// activations, and what the other makes decides.
/// </summary>
internal static class FirstAndLastLayers
{
    /// <summary>Switches them off, if they are quantized at few bits and nobody asked for that.</summary>
    /// <param name="choice">What becomes of them.</param>
    /// <param name="twin">The whole model, all layers of which are registered.</param>
    public static void Apply(FirstAndLast choice, nn.Module twin)
    {
        if (choice == FirstAndLast.Quantize)
            return;

        // Layers that are in float or of another target are layers too: behind such a first one no other is the first.
        var layers = Walk(twin, new HashSet<nn.Module>(ReferenceEqualityComparer.Instance)).ToList();
        if (layers.Count == 0)
            return;

        foreach (var layer in new[] { layers[0], layers[^1] })
        {
            if (layer is LowBitLayer { IsAskedFor: false } lowBit)
                lowBit.Enabled = false;
        }
    }

    private static IEnumerable<nn.Module> Walk(nn.Module module, HashSet<nn.Module> seen)
    {
        if (!seen.Add(module))
            yield break;
        if (module is LowBitLayer or Convolution or Linear or QuantWeightedLayer or PowerOfTwoLayer)
        {
            yield return module;
            yield break;
        }

        foreach (var (_, child) in module.named_children())
        {
            foreach (var found in Walk(child, seen))
                yield return found;
        }
    }
}
