namespace QuantGen.Benchmarks;

/// <summary>One of the things that a benchmark compares.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="Run">What is timed.</param>
/// <param name="Prepare">What comes before each run, untimed.</param>
internal sealed record Variant(string Name, Action Run, Action? Prepare = null);
