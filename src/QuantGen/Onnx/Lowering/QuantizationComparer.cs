using QuantGen.Graph;

namespace QuantGen.Onnx.Lowering;

/// <summary>Takes quantizations for equal that round every value alike.</summary>
internal sealed class QuantizationComparer : IEqualityComparer<Quantization>
{
    /// <summary>The only one.</summary>
    public static QuantizationComparer Instance { get; } = new();

    /// <inheritdoc/>
    public bool Equals(Quantization? x, Quantization? y) =>
        x is null || y is null
            ? x is null && y is null
            : x.Bits == y.Bits && x.LowestLevel == y.LowestLevel && x.HighestLevel == y.HighestLevel && x.Axis == y.Axis && x.Rounding == y.Rounding &&
                x.Scales.SequenceEqual(y.Scales) && (x.Amax ?? []).SequenceEqual(y.Amax ?? []);

    /// <inheritdoc/>
    public int GetHashCode(Quantization obj) => HashCode.Combine(obj.Bits, obj.LowestLevel, obj.HighestLevel, obj.Axis, obj.Scales[0], obj.Scales.Count);
}
