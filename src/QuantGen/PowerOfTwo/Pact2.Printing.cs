using System.Globalization;

namespace QuantGen.PowerOfTwo;

/// <content>The printed form.</content>
public sealed partial class Pact2
{
    /// <summary>
    /// How it quantizes, for example <c>Pact2(8bit unsigned clip=[0, 8] scale=32)</c>, with <c>fixed</c> or <c>frozen</c> behind it where the range
    /// is, <c>Pact2(8bit uncalibrated)</c> or <c>Pact2(disabled)</c>.
    /// </summary>
    public override string ToString()
    {
        if (!Enabled)
            return $"{nameof(Pact2)}(disabled)";
        if (!IsCalibrated)
            return $"{nameof(Pact2)}({Bits}bit uncalibrated)";

        var (low, high) = ClipRange;
        var state = IsFixed ? " fixed" : UpdatesRange ? "" : " frozen";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{nameof(Pact2)}({Bits}bit {(Signed ? "signed" : "unsigned")} clip=[{low:G6}, {high:G6}] scale={Scale:G6}{state})");
    }
}
