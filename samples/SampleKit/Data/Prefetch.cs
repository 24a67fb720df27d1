namespace SampleKit.Data;

/// <summary>Makes the items of a sequence on other threads, a few ahead of the one that uses them.</summary>
internal static class Prefetch
{
    /// <summary>
    /// Gives the items in the order of their numbers, whichever is made first. At most <paramref name="ahead"/> are being made or wait, so
    /// that memory does not grow with the sequence.
    /// </summary>
    /// <param name="count">How many items.</param>
    /// <param name="make">Makes one; called on several threads at once, so what it gives may depend on the number alone.</param>
    /// <param name="ahead">How many are made before they are asked for.</param>
    /// <param name="cancellation">Ends the sequence with an <see cref="OperationCanceledException"/>.</param>
    /// <remarks>What <paramref name="make"/> throws comes when the item's turn does.</remarks>
    public static IEnumerable<T> InOrder<T>(int count, Func<int, T> make, int ahead, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ahead);
        return Read(count, make, ahead, cancellation);
    }

    private static IEnumerable<T> Read<T>(int count, Func<int, T> make, int ahead, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var started = new Queue<Task<T>>(ahead);
        var next = 0;
        try
        {
            for (var given = 0; given < count; given++)
            {
                while (next < count && started.Count < ahead)
                    started.Enqueue(Start(next++, make, stop.Token));

                cancellation.ThrowIfCancellationRequested();
                yield return started.Dequeue().WaitAsync(cancellation).GetAwaiter().GetResult();
            }
        }
        finally
        {
            stop.Cancel();
            Task.WhenAll(started).ContinueWith(static all => _ = all.Exception, TaskScheduler.Default).Wait(CancellationToken.None);
        }
    }

    private static Task<T> Start<T>(int index, Func<int, T> make, CancellationToken stop) => Task.Run(() => make(index), stop);
}
