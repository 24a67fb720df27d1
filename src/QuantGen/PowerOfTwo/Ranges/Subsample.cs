using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>Every second row and column of images, which is enough to find their range.</summary>
internal static class Subsample
{
    // Smaller images are looked at whole.
    private const long SmallSide = 4;

    /// <summary>Whether a batch is looked at in part: it has four axes and larger images.</summary>
    public static bool Applies(Tensor values) => values.dim() == 4 && values.size(2) > SmallSide && values.size(3) > SmallSide;

    /// <summary>The part of a batch that is looked at, as a view.</summary>
    /// <param name="values">A batch of images.</param>
    /// <param name="row">The first row, 0 or 1.</param>
    /// <param name="column">The first column, 0 or 1.</param>
    public static Tensor Of(Tensor values, int row, int column) => values[
        TensorIndex.Colon, TensorIndex.Colon, TensorIndex.Slice(row, step: 2), TensorIndex.Slice(column, step: 2)];

    /// <summary>How many rows or columns are kept.</summary>
    /// <param name="extent">How many there are.</param>
    /// <param name="start">The first one that is kept.</param>
    public static long Length(long extent, int start) => (extent - start + 1) / 2;

    /// <summary>A key for a batch: the same for the same seed and number, and unlike those of its neighbours.</summary>
    /// <remarks>A number and not a generator, so that a run that was stopped goes on as it would have: the number of the batch is saved.</remarks>
    public static ulong Key(long seed, long batch)
    {
        // The finalizer of SplitMix64 (Steele, Lea, Flood 2014).
        var key = (ulong)seed + ((ulong)batch * 0x9E37_79B9_7F4A_7C15);
        key = (key ^ (key >> 30)) * 0xBF58_476D_1CE4_E5B9;
        key = (key ^ (key >> 27)) * 0x94D0_49BB_1331_11EB;
        return key ^ (key >> 31);
    }

    /// <summary>The first row and column, 0 or 1 each.</summary>
    public static (int Row, int Column) Start(ulong key) => ((int)(key & 1), (int)((key >> 1) & 1));
}
