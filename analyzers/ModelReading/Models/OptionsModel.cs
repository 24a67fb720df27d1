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

    /// <summary>The target of training at few bits.</summary>
    public const string LowBit = nameof(LowBit);

    /// <summary>Whether an annotation writes <see cref="Weights"/> out; else the target decides.</summary>
    public bool WritesWeights { get; init; }

    /// <summary>Of an assembly, whether its annotation writes <see cref="WeightBits"/> out; else the target of each class decides.</summary>
    public bool WritesWeightBits { get; init; }

    /// <summary>Of an assembly, whether its annotation writes <see cref="ActivationBits"/> out.</summary>
    public bool WritesActivationBits { get; init; }

    /// <summary>The member of <c>LowBitAlgorithm</c> for weights; null where the target has none.</summary>
    public string? WeightAlgorithm { get; init; }

    /// <summary>The member of <c>LowBitAlgorithm</c> for activations; null where the target has none.</summary>
    public string? ActivationAlgorithm { get; init; }

    /// <summary>The number of levels of weights that an annotation or the algorithm says; 0 where the bits do.</summary>
    public int WeightLevels { get; init; }

    /// <summary>The number of levels of activations that an annotation or the algorithm says; 0 where the bits do.</summary>
    public int ActivationLevels { get; init; }

    /// <summary>The number of levels of weights, by whatever says it.</summary>
    public int LevelsOfWeights => WeightLevels != 0 ? WeightLevels : LevelsOf(WeightBits);

    /// <summary>The number of levels of activations, by whatever says it.</summary>
    public int LevelsOfActivations => ActivationLevels != 0 ? ActivationLevels : LevelsOf(ActivationBits);

    /// <summary>The member of <c>BiasMode</c>; null unless given, and then granularity and run-time options decide.</summary>
    public string? BiasMode { get; init; }

    /// <summary><c>[Quantize]</c> without arguments.</summary>
    public static OptionsModel Default { get; } = new(
        "PerChannel", 8, 8, "TensorRT", FoldBatchNorm: true, QuantizePools: false, Fuse: false, InputDescriptor: null, WeightDescriptor: null);

    private static int LevelsOf(int bits) => bits is >= 1 and <= 16 ? 1 << bits : 0;
}
