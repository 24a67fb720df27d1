using System.Globalization;
using QuantGen.Sensitivity;

namespace QuantGen.PowerOfTwo;

/// <summary>What <see cref="PowerOfTwoDiagnosis"/> found.</summary>
/// <param name="Float">The score of the float model.</param>
/// <param name="Bits16">That of the twin with 16 bits.</param>
/// <param name="Bits8">That of the twin with 8 bits.</param>
/// <param name="Verdict">Where a loss comes from.</param>
/// <param name="Layers">
/// What is won by taking each weight or each activation of the 8-bit twin back to float, the most first; null where it was not measured. Biases
/// stay as calibrated.
/// </param>
public sealed record DiagnosisResult(double Float, double Bits16, double Bits8, QuantizationVerdict Verdict, SensitivityResult? Layers)
{
    /// <summary>The verdict in one sentence.</summary>
    public string Sentence => Verdict switch
    {
        QuantizationVerdict.None => Invariant($"8 bits score {Bits8:G5} and the float model {Float:G5}: nothing is lost."),
        QuantizationVerdict.Quantization => Invariant($"8 bits score {Bits8:G5}, 16 bits {Bits16:G5} and the float model {Float:G5}: what is lost comes from quantization to 8 bits."),
        _ => Invariant($"16 bits score {Bits16:G5} and the float model {Float:G5}: what is lost does not come from too few bits; check data, ranges and weights first."),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
