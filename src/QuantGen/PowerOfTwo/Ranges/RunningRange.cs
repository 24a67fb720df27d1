using System.Runtime.InteropServices;

namespace QuantGen.PowerOfTwo;

/// <summary>The mean range of the batches seen so far.</summary>
/// <param name="Low">The mean of their lower ends.</param>
/// <param name="High">The mean of their upper ends.</param>
/// <param name="LastBatch">The number of the last batch, from 0 on; -1 before the first.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RunningRange(float Low, float High, float LastBatch)
{
    // TI's: a model that was not calibrated clips at 8.
    private const float InitialBound = 8;

    /// <summary>The range before the first batch, -8 to 8, or from 0 where there is nothing below; or the one that is fixed.</summary>
    public static RunningRange Initial(Pact2Options options) => options.FixedRange is { } range
        ? new RunningRange(range.Low, range.High, -1)
        : new RunningRange(options.Signed == false ? 0 : -InitialBound, InitialBound, -1);

    /// <summary>
    /// The range with one more batch: r + f (b - r) with f = 1 / (n + 1) for batch n, or 1 / max(n, 1) as TI has it, and never below the
    /// floor factor.
    /// </summary>
    public RunningRange With(float low, float high, Pact2Options options)
    {
        var batch = LastBatch + 1;
        var factor = (float)Math.Max(1.0 / (options.PeerRunningMean ? Math.Max(batch, 1) : batch + 1), options.RangeFloorFactor);
        return new RunningRange(((1 - factor) * Low) + (factor * low), ((1 - factor) * High) + (factor * high), batch);
    }

    /// <summary>Where values are clipped under this range.</summary>
    public ClipBound Clip(Pact2Options options) => ClipBound.Of(Low, High, options);
}
