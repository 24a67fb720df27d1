using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Training;

/// <summary>Ends the training of ranges.</summary>
public static class RangeFreezing
{
    /// <summary>
    /// Fixes every range of a model that would still change: learned ranges get no gradient from now on, and weights whose range is taken
    /// from the weight at every call keep the range that they have now. Ranges that are calibrated are fixed already; activations whose
    /// range is taken from each tensor have none to keep and stay as they are.
    /// </summary>
    /// <param name="model">A twin.</param>
    /// <returns>The names of the quantizers whose ranges were fixed.</returns>
    public static IReadOnlyList<string> Freeze(nn.Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var names = model.Quantizers();
        var fixedOnes = new HashSet<TensorQuantizer>(ReferenceEqualityComparer.Instance);
        foreach (var (_, quantizer) in names)
        {
            if (quantizer.LearnedRange is not { Learns: true } range)
                continue;

            range.Learns = false;
            fixedOnes.Add(quantizer);
        }

        foreach (var weight in QuantizedLayers.Weights(model))
        {
            var quantizer = weight.Quantizer;
            if (!quantizer.Enabled || quantizer.Amax is not null || quantizer.LearnedRange is not null || !quantizer.Descriptor.Dynamic)
                continue;

            using var scope = NewDisposeScope();
            var values = weight.Read();
            quantizer.Amax = quantizer.Largest(quantizer.PreQuantScale is { } scale ? values * scale : values);
            fixedOnes.Add(quantizer);
        }

        return [.. names.Where(named => fixedOnes.Contains(named.Quantizer)).Select(static named => named.Name)];
    }
}
