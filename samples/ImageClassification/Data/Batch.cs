using static TorchSharp.torch;

namespace ImageClassification.Data;

/// <summary>Pictures ready for a network, with their labels, still outside of torch.</summary>
/// <param name="Pixels">Normalized values in the order of the pictures' bytes; may be longer than the batch.</param>
/// <param name="Labels">The classes; may be longer than the batch.</param>
/// <param name="Count">How many pictures.</param>
/// <param name="Side">Height and width of a picture in pixels.</param>
internal sealed record Batch(float[] Pixels, long[] Labels, int Count, int Side)
{
    /// <summary>
    /// The pictures as a tensor of N x 3 x H x W in channels-last memory, which the convolutions of the CPU are a quarter faster in and
    /// hand on to the layers behind them.
    /// </summary>
    public Tensor Images()
    {
        using var rows = tensor(Exactly(Pixels, Count * Side * Side * ImageSet.Channels), [Count, Side, Side, ImageSet.Channels]);
        return rows.permute(0, 3, 1, 2);
    }

    /// <summary>The labels as a tensor of N whole numbers.</summary>
    public Tensor Targets() => tensor(Exactly(Labels, Count), [Count]);

    private static T[] Exactly<T>(T[] values, int count) => values.Length == count ? values : values[..count];
}
