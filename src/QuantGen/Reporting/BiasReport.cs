namespace QuantGen.Reporting;

/// <summary>What a layer of a power-of-two twin does with its bias, that of a merged batch normalization included.</summary>
/// <param name="Mode">How it is rounded.</param>
/// <param name="ScaleExponent">e where the bias's own grid has 2^e levels a unit; null where it is not rounded.</param>
/// <param name="Saturated">How many channels have a bias beyond what the accumulator holds.</param>
/// <param name="Sqnr">The signal-to-noise ratio of the rounded bias against the twin's own, in decibels; null for a bias of zeros.</param>
public sealed record BiasReport(BiasMode Mode, int? ScaleExponent, int Saturated, double? Sqnr);
