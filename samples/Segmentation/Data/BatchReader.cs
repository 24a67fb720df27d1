using SampleKit.Imaging;

namespace Segmentation.Data;

/// <summary>Reads a set in batches, decoded and augmented on other threads.</summary>
internal static class BatchReader
{
    private const int Ahead = 4;
    private const int OrderStream = 3;
    private const int AugmentationStream = 4;

    // Of ImageNet's pictures, which pretrained weights expect.
    private static readonly Normalization Normalization = new([0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);

    /// <summary>Reads a set once. The same order gives the same batches, whichever thread is faster.</summary>
    /// <param name="set">The pictures.</param>
    /// <param name="order">In which batches, order and form.</param>
    /// <param name="cancellation">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Batches; one holds fewer pictures where bad ones are left out, and none of those is empty.</returns>
    public static IEnumerable<SegmentationBatch> Read(SegmentationSet set, BatchOrder order, CancellationToken cancellation = default)
    {
        var positions = Positions(set.Count, order);
        return Prefetch
            .InOrder(order.Batches(set.Count), index => Make(set, order, Part(positions, index, order.BatchSize)), Ahead, cancellation)
            .Where(static batch => batch.Count > 0);
    }

    private static int[] Positions(int count, BatchOrder order)
    {
        var positions = Enumerable.Range(0, count).ToArray();
        if (order.Augmentation is not null || order.Shuffled)
            new SeededRandom(order.Seed, OrderStream, order.Epoch).Shuffle(positions);

        return positions;
    }

    private static ArraySegment<int> Part(int[] positions, int index, int size) =>
        new(positions, index * size, Math.Min(size, positions.Length - (index * size)));

    private static SegmentationBatch Make(SegmentationSet set, BatchOrder order, ArraySegment<int> positions)
    {
        var samples = positions.Select(position => Prepare(set, order, position)).OfType<SegmentationSample>().ToArray();
        var size = order.Augmentation?.Crop ?? order.Input;
        var pixels = new float[samples.Length * size.Width * size.Height * Picture.Channels];
        var labels = new long[samples.Length * size.Width * size.Height];
        Array.Fill(labels, LabelTable.Void);
        for (var i = 0; i < samples.Length; i++)
            Place(samples[i], size, pixels.AsSpan(i * size.Width * size.Height * Picture.Channels), labels.AsSpan(i * size.Width * size.Height));

        return new SegmentationBatch(pixels, labels, samples.Length, size);
    }

    private static SegmentationSample? Prepare(SegmentationSet set, BatchOrder order, int position)
    {
        if (set.Read(position) is not { } sample)
            return null;

        sample = Frame.Resize(sample, order.Input);
        if (order.Augmentation is null)
            return sample;

        var random = new SeededRandom(order.Seed + ((long)order.Epoch << 32), AugmentationStream, position);
        return order.Augmentation.Apply(sample, ref random);
    }

    private static void Place(SegmentationSample sample, PictureSize size, Span<float> pixels, Span<long> labels)
    {
        for (var y = 0; y < sample.Picture.Height; y++)
        {
            Normalization.Apply(sample.Picture.Row(y), pixels.Slice(y * size.Width * Picture.Channels, sample.Picture.Width * Picture.Channels));
            var row = sample.Mask.Row(y);
            for (var x = 0; x < row.Length; x++)
                labels[(y * size.Width) + x] = row[x];
        }
    }
}
