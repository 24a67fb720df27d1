namespace QuantGen.Reporting;

/// <summary>A layer that computes in floating point.</summary>
/// <param name="Name">Its path in the twin.</param>
/// <param name="Type">The name of its type.</param>
/// <param name="Parameters">How many parameters it has itself.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record FloatLayerReport(string Name, string Type, long Parameters, string Reason);
