using System.Runtime.InteropServices;

namespace QuantGen.PowerOfTwo;

/// <summary>From which epoch on a training of fixed length leaves batch normalization statistics and ranges as they are.</summary>
/// <remarks>
/// Of E epochs, counted from 0: statistics from E/2 - 1, ranges from E/2 + 1, in whole numbers. So of 10 epochs from 4 and 6, of 25 from 11
/// and 13, of 50 from 24 and 26. (TI, QuantTrainModule.) Of one or two epochs statistics are frozen from the start and ranges never.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FreezeSchedule
{
    /// <summary>Makes the schedule of a training.</summary>
    /// <param name="epochs">How many epochs it has.</param>
    /// <param name="batchNormNotBefore">The first epoch in which statistics may be frozen.</param>
    /// <param name="rangesNotBefore">The first epoch in which ranges may be frozen.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no epoch, or a first one is negative.</exception>
    public FreezeSchedule(int epochs, int batchNormNotBefore = 0, int rangesNotBefore = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(batchNormNotBefore);
        ArgumentOutOfRangeException.ThrowIfNegative(rangesNotBefore);
        Epochs = epochs;
        BatchNormFrom = Math.Max((epochs / 2) - 1, batchNormNotBefore);
        RangesFrom = Math.Max((epochs / 2) + 1, rangesNotBefore);
    }

    /// <summary>How many epochs there are.</summary>
    public int Epochs { get; }

    /// <summary>The first epoch, from 0, with frozen statistics.</summary>
    public int BatchNormFrom { get; }

    /// <summary>The first epoch, from 0, with frozen ranges. At or beyond <see cref="Epochs"/> they never are.</summary>
    public int RangesFrom { get; }
}
