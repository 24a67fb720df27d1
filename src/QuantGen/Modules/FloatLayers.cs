using QuantGen.LowBit;
using QuantGen.PowerOfTwo;
using QuantGen.Quantizers;
using TorchSharp;
using TorchSharp.Modules;

namespace QuantGen.Modules;

/// <summary>Finds what a quantized twin computes in floating point.</summary>
public static class FloatLayers
{
    /// <summary>
    /// The layers that compute in float although a quantized form of them exists or they have parameters: those that were kept, those
    /// without a quantized form, and quantized layers all quantizers of which are switched off. Batch normalizations that are merged into a
    /// quantized layer are not among them.
    /// </summary>
    /// <param name="twin">A twin, or any model.</param>
    /// <returns>The layers in the order of registration, each once.</returns>
    public static IReadOnlyList<FloatLayer> Of(torch.nn.Module twin)
    {
        ArgumentNullException.ThrowIfNull(twin);
        var seen = new HashSet<torch.nn.Module>(ReferenceEqualityComparer.Instance);
        foreach (var module in twin.modules().Append(twin))
        {
            if (module is QuantWeightedLayer { FoldedBatchNorm: { } merged, MergesBatchNorm: true })
                seen.Add(merged);
            if (module is PowerOfTwoLayer { FoldedBatchNorm: { } taken, MergesBatchNorm: true, Enabled: true })
                seen.Add(taken);
        }

        var leavesPools = PowerOfTwoModules.Of(twin).Count > 0 || LowBitParts.Layers(twin).Any();
        return [.. Walk(twin, "", leavesPools, seen)];
    }

    private static IEnumerable<FloatLayer> Walk(torch.nn.Module module, string path, bool leavesPools, HashSet<torch.nn.Module> seen)
    {
        if (!seen.Add(module) || module is TensorQuantizer or Pact2 or LowBitQuantizer)
            yield break;

        // In a power-of-two twin what pools return is quantized behind them; low-bit training quantizes layers with weights alone.
        var hasWeights = module.named_parameters(recurse: false).Any();
        if (!Quantizes(module) && (hasWeights || (!leavesPools && HasQuantizedForm(module))))
            yield return new FloatLayer(path.Length == 0 ? module.GetName() : path, module.GetType().Name, hasWeights);

        foreach (var (name, child) in module.named_children())
        {
            foreach (var found in Walk(child, path.Length == 0 ? name : $"{path}.{name}", leavesPools, seen))
                yield return found;
        }
    }

    private static bool Quantizes(torch.nn.Module module) => module switch
    {
        IQuantizedLayer layer => layer.InputQuantizers
            .Concat(layer.QuantizedWeights.Select(static weight => weight.Quantizer))
            .Any(static quantizer => quantizer.Enabled),
        PowerOfTwoLayer layer => layer.Enabled,
        LowBitLayer layer => layer.Enabled,
        _ => false,
    };

    private static bool HasQuantizedForm(torch.nn.Module module) => module is
        IQuantizedLayer or Convolution or Linear
        or LSTM or LSTMCell or GRU or GRUCell
        or AvgPool1d or AvgPool2d or AvgPool3d
        or AdaptiveAvgPool1d or AdaptiveAvgPool2d or AdaptiveAvgPool3d
        or MaxPool1d or MaxPool2d or MaxPool3d
        or InstanceNorm;
}
