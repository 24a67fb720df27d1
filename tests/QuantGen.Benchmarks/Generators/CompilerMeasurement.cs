using BenchmarkDotNet.Running;

namespace QuantGen.Benchmarks.Generators;

/// <summary>What one run of a part of the compiler costs.</summary>
/// <param name="Case">What ran.</param>
/// <param name="Microseconds">The median of the processor time.</param>
/// <param name="Kilobytes">What it allocates.</param>
internal sealed record CompilerMeasurement(BenchmarkCase Case, double Microseconds, double Kilobytes);
