using System.Globalization;

namespace QuantGen.Benchmarks;

/// <summary>What one variant cost: medians over its runs.</summary>
/// <param name="Name">The variant.</param>
/// <param name="Processor">Milliseconds of processor time. On an idle machine one thread takes as long by the clock; on a busy one
/// the clock also shows what others do, so this is what is compared.</param>
/// <param name="Clock">Milliseconds by the clock.</param>
/// <param name="Faults">Page faults: above a few hundred, the memory allocator is what was measured.</param>
/// <param name="Allocated">Kilobytes of managed memory that it took.</param>
internal sealed record Measurement(string Name, double Processor, double Clock, long Faults, double Allocated)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"  {Name,-12} {Processor,8:0.00} ms ({Clock:0.00} ms by the clock, {Faults} page faults)");
}
