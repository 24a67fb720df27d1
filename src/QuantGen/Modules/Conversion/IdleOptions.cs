using QuantGen.LowBit;
using QuantGen.PowerOfTwo;
using TorchSharp;

namespace QuantGen.Modules;

/// <summary>Refuses run-time options that no part of a twin looks at. Nested models may be of another target, and take what the outermost does not.</summary>
internal static class IdleOptions
{
    /// <summary>Checks the options of a complete twin.</summary>
    /// <param name="options">The options of the call of <c>ToQuantized</c>.</param>
    /// <param name="target">The target of the outermost model.</param>
    /// <param name="twin">Its twin.</param>
    /// <exception cref="ArgumentException">One has no effect.</exception>
    public static void Refuse(QuantizationOptions options, QuantizationTarget target, torch.nn.Module twin)
    {
        if (options == QuantizationOptions.Default)
            return;

        var hasFixedPoint = target == QuantizationTarget.PowerOfTwo || PowerOfTwoModules.Of(twin).Count > 0;
        var hasLowBit = target == QuantizationTarget.LowBit || LowBitParts.Layers(twin).Any();
        if (options.PowerOfTwo is not null && !hasFixedPoint)
            throw NoSuchPart(twin, nameof(options.PowerOfTwo), "power-of-two", nameof(QuantizationTarget.PowerOfTwo));
        if (options.LowBit is not null && !hasLowBit)
            throw NoSuchPart(twin, nameof(options.LowBit), "low-bit", nameof(QuantizationTarget.LowBit));
        if (!(hasFixedPoint || hasLowBit) || twin.Quantizers().Count > 0)
            return;

        var idle = options.InputDescriptor is not null ? nameof(options.InputDescriptor)
            : options.WeightDescriptor is not null ? nameof(options.WeightDescriptor)
            : options.QuantizePools is not null ? nameof(options.QuantizePools)
            : options.FoldBatchNorm is not null && !hasFixedPoint ? nameof(options.FoldBatchNorm)
            : options.VectorizedBatchNorm is not null && !hasFixedPoint ? nameof(options.VectorizedBatchNorm)
            : null;
        if (idle is not null)
            throw new ArgumentException(
                $"{twin.GetName()} is a {(hasFixedPoint ? "power-of-two" : "low-bit")} twin, on which {idle} has no effect: leave it out, and say in " +
                $"{(hasFixedPoint ? nameof(options.PowerOfTwo) : nameof(options.LowBit))} and {nameof(options.Layers)} how it quantizes.",
                nameof(options));
    }

    private static ArgumentException NoSuchPart(torch.nn.Module twin, string option, string kind, string target) => new(
        $"{twin.GetName()} is no {kind} twin, so that {option} has no effect: leave it out, or annotate the " +
        $"model with [Quantize(Target = QuantizationTarget.{target})].",
        nameof(option));
}
