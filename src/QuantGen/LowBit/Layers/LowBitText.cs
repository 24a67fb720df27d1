using System.Globalization;

namespace QuantGen.LowBit;

/// <summary>Says in a few words how something is quantized.</summary>
internal static class LowBitText
{
    /// <summary>Algorithm and levels of a quantizer, as <c>Lsq 4 levels</c>; <c>float</c> for none, and behind one that is off.</summary>
    public static string Of(LowBitQuantizer? quantizer) => quantizer is null
        ? "float"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{quantizer.Side.Algorithm} {quantizer.Levels} levels{(quantizer.Groups == 1 ? "" : $" x {quantizer.Groups} groups")}{(quantizer.Enabled ? "" : " off")}");
}
