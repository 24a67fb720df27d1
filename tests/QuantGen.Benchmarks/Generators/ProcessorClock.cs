using Perfolizer.Horology;

namespace QuantGen.Benchmarks.Generators;

/// <summary>
/// Counts the processor time of this process. A generator runs on one thread, so on an idle machine this is the time by the clock; on a busy one it leaves
/// out what others do.
/// </summary>
internal sealed class ProcessorClock : IClock
{
    /// <inheritdoc/>
    public string Title => "Processor";

    /// <inheritdoc/>
    public bool IsAvailable => true;

    /// <inheritdoc/>
    public Frequency Frequency => new(TimeSpan.TicksPerSecond);

    /// <inheritdoc/>
    public long GetTimestamp() => Environment.CpuUsage.TotalTime.Ticks;
}
