using System.Collections.Concurrent;

namespace ImageClassification.Data;

/// <summary>Puts batches together on a thread of its own, a few ahead of the one that computes on them.</summary>
internal static class BatchLoader
{
    private const int Ahead = 4;
    private const int OrderStream = 3;
    private const int AugmentationStream = 4;

    /// <summary>Reads a set once.</summary>
    /// <param name="set">The pictures.</param>
    /// <param name="order">In which batches, order and form.</param>
    /// <param name="cancellation">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Batches, each valid until the next is asked for.</returns>
    public static IEnumerable<Batch> Read(ImageSet set, BatchOrder order, CancellationToken cancellation = default)
    {
        using var ready = new BlockingCollection<Batch>(Ahead);
        using var spare = new BlockingCollection<Batch>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        for (var i = 0; i < Ahead + 2; i++)
            spare.Add(new Batch(new float[order.BatchSize * set.PictureSize], new long[order.BatchSize], order.BatchSize, set.Side), cancellation);

        var producer = Task.Factory.StartNew(
            () => Produce(set, order, ready, spare, stop.Token), stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            foreach (var batch in ready.GetConsumingEnumerable(cancellation))
            {
                yield return batch;
                spare.Add(batch, cancellation);
            }

            cancellation.ThrowIfCancellationRequested();
        }
        finally
        {
            stop.Cancel();
            Wait(producer);
        }
    }

    private static void Produce(
        ImageSet set, BatchOrder order, BlockingCollection<Batch> ready, BlockingCollection<Batch> spare, CancellationToken stop)
    {
        try
        {
            var positions = Positions(set.Count, order);
            var plain = new float[set.PictureSize];
            for (var index = order.First; index < order.Batches(set.Count); index++)
            {
                var start = index * order.BatchSize;
                var batch = spare.Take(stop) with { Count = Math.Min(order.BatchSize, set.Count - start) };
                Fill(set, order, positions.AsSpan(start, batch.Count), batch, plain);
                ready.Add(batch, stop);
            }
        }
        finally
        {
            ready.CompleteAdding();
        }
    }

    private static int[] Positions(int count, BatchOrder order)
    {
        var positions = new int[count];
        for (var i = 0; i < count; i++)
            positions[i] = i;

        if (order.Augmentation is not null)
            new SeededRandom(order.Seed, OrderStream, order.Epoch).Shuffle(positions);

        return positions;
    }

    private static void Fill(ImageSet set, BatchOrder order, ReadOnlySpan<int> positions, Batch batch, float[] plain)
    {
        for (var i = 0; i < positions.Length; i++)
        {
            var target = batch.Pixels.AsSpan(i * set.PictureSize, set.PictureSize);
            batch.Labels[i] = set.Labels[positions[i]];
            if (order.Augmentation is null)
            {
                set.Normalization.Apply(set.Picture(positions[i]), target);
            }
            else
            {
                var random = new SeededRandom(order.Seed + ((long)order.Epoch << 32), AugmentationStream, positions[i]);
                set.Normalization.Apply(set.Picture(positions[i]), plain);
                order.Augmentation.Apply(plain, set.Side, ref random, target);
            }
        }
    }

    /// <summary>Waits for the producer, whose end by cancellation is as good as any other.</summary>
    private static void Wait(Task producer)
    {
        try
        {
            producer.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            // The reader stopped early and asked for just this.
        }
    }
}
