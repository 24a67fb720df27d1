namespace QuantGen.Generators.Tests.Fuzzing;

/// <summary>A random file of which something untrue was made.</summary>
/// <param name="Seed">The file.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Detail">Where, or with which message.</param>
internal sealed record FuzzFault(int Seed, FuzzFaultKind Kind, string Detail);
