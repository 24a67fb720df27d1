using QuantGen.Quantizers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Calibration;

/// <summary>The weights of a model, by the quantizers that they pass.</summary>
internal static class ModelWeights
{
    /// <summary>The weight of each weight quantizer. Where layers share a quantizer, the first counts.</summary>
    public static IReadOnlyDictionary<TensorQuantizer, QuantizedWeight> Of(Module model) =>
        model.named_modules().Select(static named => named.Item2).Prepend(model)
            .OfType<IQuantizedLayer>()
            .SelectMany(static layer => layer.QuantizedWeights)
            .DistinctBy(static weight => weight.Quantizer)
            .ToDictionary(static weight => weight.Quantizer);

    /// <summary>What a weight quantizer's collector sees in evaluation. The caller disposes it.</summary>
    public static Tensor Seen(this QuantizedWeight weight)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var values = weight.Read();
        return (weight.Quantizer.PreQuantScale is { } scale ? values * scale : values).MoveToOuterDisposeScope();
    }
}
