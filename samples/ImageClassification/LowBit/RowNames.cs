using System.Globalization;
using System.Numerics;
using QuantGen;
using QuantGen.LowBit;

namespace ImageClassification.LowBit;

/// <summary>Names rows as the papers do: algorithm, then bits of weights and activations.</summary>
internal static class RowNames
{
    /// <summary>The name of the row that the others are compared with.</summary>
    public const string Float = "float";

    /// <summary>The name of a row.</summary>
    public static string Of(QuantizationSettings settings)
    {
        var (weights, activations) = (settings.Weights, settings.Activations);
        if (weights.Algorithm == LowBitAlgorithm.None && activations.Algorithm == LowBitAlgorithm.None)
            return settings.Outputs.Algorithm == LowBitAlgorithm.None ? Float : $"{Name(settings.Outputs)} outputs {Width(settings.Outputs)}";

        var algorithms = weights.Algorithm == activations.Algorithm || activations.Algorithm == LowBitAlgorithm.None ? Name(weights)
            : weights.Algorithm == LowBitAlgorithm.None ? Name(activations)
            : $"{Name(weights)}, {Name(activations)}";
        return $"{algorithms} {Width(weights)}/{Width(activations)}";
    }

    private static string Name(LowBitSide side) => side.Algorithm switch
    {
        LowBitAlgorithm.Pact => "PACT",
        LowBitAlgorithm.Lsq => "LSQ",
        LowBitAlgorithm.LsqStep => "LSQ step",
        LowBitAlgorithm.LsqPlus => "LSQ+",
        LowBitAlgorithm.LqNets => "LQ-Nets",
        LowBitAlgorithm.Fatnn => "FATNN",
        LowBitAlgorithm.Xnor => "XNOR-Net",
        LowBitAlgorithm.XnorPlusPlus => "XNOR-Net++",
        LowBitAlgorithm.TrainedTernary => "TTQ",
        var other => other.ToString(),
    };

    private static string Width(LowBitSide side) => side.Algorithm == LowBitAlgorithm.None ? "32"
        : side.Levels == 3 ? "ternary"
        : BitOperations.IsPow2(side.Levels) ? BitOperations.Log2((uint)side.Levels).ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{side.Levels} levels");
}
