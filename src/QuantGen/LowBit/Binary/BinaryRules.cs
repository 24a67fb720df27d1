using System.Globalization;

namespace QuantGen.LowBit;

/// <summary>What all quantizers to signs have in common.</summary>
internal static class BinaryRules
{
    /// <summary>The options, if they ask for two levels.</summary>
    /// <exception cref="QuantizationException">They ask for another number.</exception>
    public static LowBitSide Checked(LowBitSide side) => side.Levels == 2
        ? side
        : throw new QuantizationException(string.Create(
            CultureInfo.InvariantCulture, $"{side.Algorithm} has 2 levels, the signs, not {side.Levels}: set Levels to 2, one bit, or choose another algorithm."));
}
