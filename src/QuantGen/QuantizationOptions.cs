using QuantGen.Quantizers;

namespace QuantGen;

/// <summary>
/// What a call of <c>ToQuantized</c> overrides of the class's <see cref="QuantizeAttribute"/>. A property that is null leaves it at
/// what the attribute says.
/// </summary>
public sealed record QuantizationOptions
{
    /// <summary>Overrides nothing.</summary>
    public static QuantizationOptions Default { get; } = new();

    /// <summary>Describes every activation quantizer: layer inputs and skip operands.</summary>
    public QuantDescriptor? InputDescriptor { get; init; }

    /// <summary>
    /// Describes every weight quantizer. Whether <see cref="QuantDescriptor.Axes"/> is null decides between one range and one for each
    /// output channel; which axis holds the output channels follows from the layer.
    /// </summary>
    public QuantDescriptor? WeightDescriptor { get; init; }

    /// <summary>Whether batch normalizations are merged into the weight that is quantized.</summary>
    public bool? FoldBatchNorm { get; init; }

    /// <summary>Whether the inputs of average pools are quantized, in containers that are converted at run time.</summary>
    public bool? QuantizePools { get; init; }
}
