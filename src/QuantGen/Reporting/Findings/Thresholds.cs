namespace QuantGen.Reporting.Findings;

/// <summary>From where on a report points something out. Rules of thumb, explained in docs/report.md.</summary>
internal static class Thresholds
{
    /// <summary>A range that is better by so many decibels than the one in use is worth a change.</summary>
    public const double BetterRange = 3;

    /// <summary>Weights whose channels differ so much in magnitude should not share a range.</summary>
    public const double ChannelSpread = 8;

    /// <summary>A share of clipped values that is large for any range search.</summary>
    public const double Clipped = 0.01;

    /// <summary>A share of the parameters that is worth quantizing.</summary>
    public const double FloatParameters = 0.05;

    /// <summary>A share of the rows that should keep their class.</summary>
    public const double SameClass = 0.95;

    /// <summary>How many keep their class says little of fewer rows.</summary>
    public const long Rows = 50;

    /// <summary>A share of a layer's input channels that is seldom zero in all batches by chance.</summary>
    public const double SilentInputs = 0.25;

    // A bit is worth 6.02 dB. At 8 bits, bell-shaped data with a range at 4 deviations has about 40 dB.
    private const double DecibelsPerBit = 6.02;

    /// <summary>A weight below this signal-to-noise ratio stands out: 28 dB at 8 bits.</summary>
    public static double WeightSqnr(int bits) => (DecibelsPerBit * bits) - 20;

    /// <summary>An activation below this signal-to-noise ratio stands out: 22 dB at 8 bits.</summary>
    public static double ActivationSqnr(int bits) => (DecibelsPerBit * bits) - 26;

    /// <summary>Whether a quantizer's signal-to-noise ratio is known and low for its bits.</summary>
    public static bool IsLow(QuantizerReport quantizer) => quantizer.Sqnr < (quantizer.Role == QuantizerRole.Weight
        ? WeightSqnr(quantizer.Bits)
        : ActivationSqnr(quantizer.Bits));

    /// <summary>An activation above this signal-to-noise ratio needs no better range: 36 dB at 8 bits.</summary>
    public static double GoodSqnr(int bits) => (DecibelsPerBit * bits) - 12;
}
