using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Reporting.Measuring;

/// <summary>What a report asks of quantizers.</summary>
internal static class QuantizerProbing
{
    /// <summary>Whether errors of the quantizer can be measured: it acts, has or finds a range, and returns values, not levels.</summary>
    public static bool CanBeMeasured(this TensorQuantizer quantizer) =>
        quantizer is { Enabled: true, QuantEnabled: true, IsCalibrated: true, Descriptor.FakeQuant: true };

    /// <summary>The range that quantization uses, all factors included, as a new tensor; null when there is none or each tensor has its own.</summary>
    public static Tensor? EffectiveAmax(this TensorQuantizer quantizer)
    {
        if (quantizer.LearnedRange is { } learned)
            return learned.Amax();
        if (quantizer.Amax is not { } amax)
            return null;

        using var noGradient = no_grad();
        return quantizer.Descriptor.ScaleAmax is { } factor ? amax.mul(factor) : amax.clone();
    }

    /// <summary>How many elements of a tensor lie above their range; null when there is none or each tensor has its own.</summary>
    public static long? ClippedCount(this TensorQuantizer quantizer, Tensor input)
    {
        using var scope = NewDisposeScope();
        return quantizer.EffectiveAmax() is { } amax ? input.abs().gt(amax).sum().item<long>() : null;
    }
}
