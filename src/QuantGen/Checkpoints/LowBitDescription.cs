using System.Globalization;
using QuantGen.LowBit;

namespace QuantGen.Checkpoints;

/// <summary>How a <see cref="LowBitQuantizer"/> of the model that was saved quantizes: what its values follow from beside its learned state.</summary>
/// <param name="Algorithm">The algorithm.</param>
/// <param name="Levels">The number of levels, which may have changed while it trained.</param>
/// <param name="Groups">How many ranges there are.</param>
/// <param name="Enabled">Whether it quantizes.</param>
internal sealed record LowBitDescription(LowBitAlgorithm Algorithm, int Levels, long Groups, bool Enabled) : QuantizerDescription(Enabled)
{
    /// <inheritdoc/>
    public override string Key => "._steps";

    /// <summary>Whether levels start at zero.</summary>
    public bool HalfRange { get; init; }

    /// <summary>See <see cref="LowBitSide.Normalization"/>.</summary>
    public LowBitNormalization Normalization { get; init; }

    /// <summary>See <see cref="LowBitSide.RestoreNormalization"/>.</summary>
    public bool RestoreNormalization { get; init; }

    /// <summary>See <see cref="LowBitSide.NormalizeWholeTensor"/>.</summary>
    public bool NormalizeWholeTensor { get; init; }

    /// <summary>See <see cref="LowBitSide.Bound"/>; of an algorithm that learns it null.</summary>
    public double? Bound { get; init; }

    /// <summary>See <see cref="LowBitSide.ThresholdMix"/>.</summary>
    public double? ThresholdMix { get; init; }

    /// <summary>See <see cref="LowBitSide.ZeroShare"/>.</summary>
    public double? ZeroShare { get; init; }

    /// <summary>See <see cref="LowBitSide.ClosedFormScale"/>.</summary>
    public bool ClosedFormScale { get; init; }

    /// <summary>See <see cref="LowBitSide.ScaledBinary"/>.</summary>
    public bool ScaledBinary { get; init; }

    /// <summary>See <see cref="LowBitSide.FeatureScale"/>.</summary>
    public FeatureScale FeatureScale { get; init; }

    /// <summary>That of a quantizer of a model.</summary>
    public static LowBitDescription Of(LowBitQuantizer quantizer)
    {
        var side = quantizer.Side;
        return new LowBitDescription(side.Algorithm, quantizer.Levels, quantizer.Groups, quantizer.Enabled)
        {
            HalfRange = side.HalfRange ?? quantizer.Role == LowBitRole.Activation,
            Normalization = side.Normalization,
            RestoreNormalization = side.RestoreNormalization,
            NormalizeWholeTensor = side.NormalizeWholeTensor,
            Bound = side.Algorithm == LowBitAlgorithm.DoReFa ? side.Bound : null,
            ThresholdMix = side.ThresholdMix,
            ZeroShare = side.ZeroShare,
            ClosedFormScale = side.ClosedFormScale,
            ScaledBinary = side.ScaledBinary,
            FeatureScale = side.FeatureScale,
        };
    }

    /// <inheritdoc/>
    protected override bool QuantizesAs(QuantizerDescription other) => Equals(other);

    /// <inheritdoc/>
    protected override string Text() => string.Create(CultureInfo.InvariantCulture, $"({Algorithm} {Levels} levels{string.Concat(Others())})");

    private IEnumerable<string> Others()
    {
        if (Groups > 1)
            yield return string.Create(CultureInfo.InvariantCulture, $" x {Groups} groups");
        if (HalfRange)
            yield return " from-zero";
        if (Normalization != LowBitNormalization.None)
            yield return $" normalized={Normalization}{(RestoreNormalization ? "+restored" : "")}{(NormalizeWholeTensor ? "+whole" : "")}";
        if (Bound is { } bound)
            yield return string.Create(CultureInfo.InvariantCulture, $" bound={bound}");
        if (ThresholdMix is { } mix)
            yield return string.Create(CultureInfo.InvariantCulture, $" mix={mix}");
        if (ZeroShare is { } share)
            yield return string.Create(CultureInfo.InvariantCulture, $" zero={share}");
        if (ClosedFormScale)
            yield return " closed-form";
        if (ScaledBinary)
            yield return " scaled";
        if (FeatureScale != FeatureScale.None)
            yield return $" scale={FeatureScale}";
    }
}
