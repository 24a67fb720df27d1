using QuantGen.Modules;
using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Tests.Graph.Layers;

/// <summary>Gives quantizers ranges.</summary>
internal static class Ranges
{
    /// <summary>Ranges that clip a little on both sides.</summary>
    public static void Set(QuantInputLayer layer, Tensor input)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        Set(layer.InputQuantizer, input);
        if (layer is QuantWeightedLayer weighted)
            Set(weighted.WeightQuantizer, weighted.QuantizedWeight());
    }

    /// <summary>A range somewhat below the largest magnitude.</summary>
    public static void Set(TensorQuantizer quantizer, Tensor values) => quantizer.Amax = quantizer.Largest(values) * 0.8f;
}
