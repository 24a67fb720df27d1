namespace QuantGen.Reporting;

/// <summary>How far the twin's result is from the float result, on the batches given to the report.</summary>
/// <param name="Batches">How many batches there were.</param>
/// <param name="Sqnr">Against the twin with all quantizers off, in decibels: what quantization does to the weights the twin has now.</param>
/// <param name="FloatSqnr">Against the float model, in decibels: training of the twin included. Null when no float model was given.</param>
/// <param name="Rows">How many rows of scores were compared; 0 when the result is not a table of scores.</param>
/// <param name="SameClass">The share of the rows, from 0 to 1, whose largest score is at the same place as in the float model's result, or
/// that of the twin with its quantizers off when there is none; null when the result is not a table of scores.</param>
public sealed record OutputReport(long Batches, double? Sqnr, double? FloatSqnr, long Rows, double? SameClass)
{
    /// <summary>
    /// True where <see cref="Sqnr"/>, and the figures of layers and activations, were measured against the twin with the parameters of the float model:
    /// in power-of-two twins, whose parameters calibration changes. Null where they were measured against the twin's own.
    /// </summary>
    public bool? AgainstFloat { get; init; }
}
