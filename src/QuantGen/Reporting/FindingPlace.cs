namespace QuantGen.Reporting;

/// <summary>A layer or quantizer that a finding is about.</summary>
/// <param name="Name">Its path in the twin.</param>
/// <param name="Figure">The figure behind the finding, in words; empty where the finding says it all.</param>
public sealed record FindingPlace(string Name, string Figure);
