namespace QuantGen.Reporting;

/// <summary>The running range of the batches that a quantizer of a power-of-two twin has seen, or the one that was set.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
/// <param name="Fixed">Whether it is known from the model, as that of a Hardtanh, and never collected.</param>
public sealed record StoredRangeReport(float Low, float High, bool Fixed);
