namespace QuantGen.Reporting;

/// <summary>Quantizers of the same kind, format and granularity.</summary>
/// <param name="Role">What they quantize.</param>
/// <param name="Format">The number format, for example <c>int8</c>.</param>
/// <param name="Granularity">As in <see cref="QuantizerReport.Granularity"/>.</param>
/// <param name="Count">How many there are.</param>
public sealed record QuantizerGroup(QuantizerRole Role, string Format, string Granularity, int Count);
