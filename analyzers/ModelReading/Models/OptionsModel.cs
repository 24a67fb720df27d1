namespace QuantGen.ModelReading.Models;

/// <summary>What <c>[Quantize]</c> asks for.</summary>
/// <param name="Weights">The member of <c>Granularity</c>: <c>PerTensor</c>, <c>PerChannel</c> or <c>Depthwise</c>.</param>
/// <param name="WeightBits">Bits of a weight; 8 unless given.</param>
/// <param name="ActivationBits">Bits of an activation; 8 unless given.</param>
/// <param name="Target">The member of <c>QuantizationTarget</c>.</param>
/// <param name="FoldBatchNorm">Whether a BatchNorm is merged into the convolution before it.</param>
/// <param name="QuantizePools">Whether average pools quantize their input.</param>
/// <param name="Fuse">Whether activations and sums are computed in one pass with the quantizer next to them.</param>
/// <param name="InputDescriptor">The static field or property that describes activations; null for none.</param>
/// <param name="WeightDescriptor">The static field or property that describes weights; null for none.</param>
internal sealed record OptionsModel(
    string Weights,
    int WeightBits,
    int ActivationBits,
    string Target,
    bool FoldBatchNorm,
    bool QuantizePools,
    bool Fuse,
    string? InputDescriptor,
    string? WeightDescriptor)
{
    /// <summary>The target whose scales are powers of two.</summary>
    public const string PowerOfTwo = nameof(PowerOfTwo);

    /// <summary>Whether an annotation writes <see cref="Weights"/> out; else the target decides.</summary>
    public bool WritesWeights { get; init; }

    /// <summary>The member of <c>BiasMode</c>; null unless given, and then granularity and run-time options decide.</summary>
    public string? BiasMode { get; init; }

    /// <summary><c>[Quantize]</c> without arguments.</summary>
    public static OptionsModel Default { get; } = new(
        "PerChannel", 8, 8, "TensorRT", FoldBatchNorm: true, QuantizePools: false, Fuse: false, InputDescriptor: null, WeightDescriptor: null);
}
