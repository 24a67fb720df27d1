namespace QuantGen.Reporting;

/// <summary>Something to look at.</summary>
/// <param name="Level">How much it matters.</param>
/// <param name="Title">What was found, in one sentence.</param>
/// <param name="Advice">What to do about it.</param>
/// <param name="Places">The paths of the layers or quantizers it is about, the worst first, each with a figure in words, or none.</param>
public sealed record ReportFinding(FindingLevel Level, string Title, string Advice, IReadOnlyList<FindingPlace> Places);
