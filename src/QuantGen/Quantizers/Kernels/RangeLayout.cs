using System.Runtime.InteropServices;
using TorchSharp;

namespace QuantGen.Quantizers.Kernels;

/// <summary>
/// Where the ranges of a dense tensor apply in its memory: after every <paramref name="Inner"/> values comes the next of
/// <paramref name="Channels"/> ranges, from the first again after the last.
/// </summary>
/// <param name="Count">The number of values.</param>
/// <param name="Channels">The number of ranges, 1 for one range for all values.</param>
/// <param name="Inner">How many values side by side share a range.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RangeLayout(long Count, long Channels, long Inner)
{
    // Fewer values than this under one range are quantized together with their neighbours, range by range value.
    private const long ShortInner = FakeQuantKernel.WordBits;

    // Patterns are repeated up to about this length, so that a run is worth a call of the kernel.
    private const long LongPattern = 4 * FakeQuantKernel.WordBits;

    /// <summary>Whether each run holds the pattern of all ranges instead of values of a single range.</summary>
    public bool IsPattern => Channels > 1 && Inner < ShortInner;

    /// <summary>How many values one call of the kernel handles. The last run may be shorter.</summary>
    public long RunLength
    {
        get
        {
            if (!IsPattern)
                return Inner;

            var pattern = Channels * Inner;
            return pattern * ((LongPattern + pattern - 1) / pattern);
        }
    }

    /// <summary>How many runs there are.</summary>
    public long Runs => (Count + RunLength - 1) / RunLength;

    /// <summary>How many words the record of one run takes.</summary>
    public long WordsPerRun => (RunLength + FakeQuantKernel.WordBits - 1) / FakeQuantKernel.WordBits;

    /// <summary>The layout of one range for each place along the first axis.</summary>
    /// <param name="input">A dense tensor.</param>
    public static RangeLayout AlongFirstAxis(torch.Tensor input)
    {
        var (count, channels) = (input.numel(), input.size(0));
        return new RangeLayout(count, channels, channels == 1 ? count : input.stride(0));
    }

    /// <summary>
    /// The layout of <paramref name="amax"/> over an <paramref name="input"/> that it broadcasts to: one range, or ranges along one
    /// axis. Null
    /// when the ranges vary along several axes.
    /// </summary>
    public static RangeLayout? Of(torch.Tensor input, torch.Tensor amax)
    {
        var count = input.numel();
        if (amax.numel() == 1)
            return new RangeLayout(count, 1, count);

        var shape = amax.shape;
        var axis = Array.FindIndex(shape, static extent => extent != 1);
        return shape[axis] == amax.numel()
            ? new RangeLayout(count, amax.numel(), input.stride(axis - shape.Length))
            : null;
    }
}
