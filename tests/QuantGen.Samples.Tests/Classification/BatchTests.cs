using ImageClassification.Data;
using ImageClassification.Data.Drawing;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Samples.Tests.Classification;

public sealed class BatchTests
{
    private static readonly ImageSet Set = DrawnShapes.Draw(50, 10, seed: 1).Training;

    [Fact]
    public void Without_augmentation_every_picture_comes_once_and_in_order_and_the_last_batch_is_what_is_left()
    {
        var order = new BatchOrder(16);
        var labels = new List<long>();
        var counts = new List<int>();
        foreach (var batch in BatchLoader.Read(Set, order))
        {
            counts.Add(batch.Count);
            labels.AddRange(batch.Labels[..batch.Count]);
        }

        Assert.Equal([16, 16, 16, 2], counts);
        Assert.Equal(order.Batches(50), counts.Count);
        Assert.Equal(Set.Labels.Select(static label => (long)label), labels);
    }

    [Fact]
    public void With_augmentation_full_batches_come_in_an_order_that_follows_seed_and_epoch()
    {
        var order = new BatchOrder(16) { Augmentation = new Augmentation(4, Mirror: true), Seed = 3 };

        var first = Read(order);
        Assert.Equal(48 * Set.PictureSize, first.Length);
        Assert.Equal(first, Read(order));
        Assert.NotEqual(first, Read(order with { Epoch = 1 }));
        Assert.NotEqual(first, Read(order with { Seed = 4 }));
    }

    [Fact]
    public void A_batch_becomes_a_tensor_of_channels_last_memory_with_the_normalized_pixels()
    {
        using var scope = NewDisposeScope();
        var batch = BatchLoader.Read(Set, new BatchOrder(4)).First();

        var images = batch.Images();

        Assert.Equal([4L, 3, 32, 32], images.shape);
        Assert.True(images.permute(0, 2, 3, 1).is_contiguous());
        Assert.Equal(((Set.Picture(2)[(3 * ((5 * 32) + 9)) + 1] / 255f) - 0.5f) / 0.25f, images[2, 1, 5, 9].item<float>(), 1e-6f);
        Assert.Equal([0L, 1, 2, 3], batch.Targets().data<long>().ToArray());
    }

    [Fact]
    public void A_crop_shifts_the_picture_and_fills_with_zeros_and_a_mirror_turns_it_around()
    {
        const int Side = 6;
        var picture = Enumerable.Range(1, Side * Side * 3).Select(static i => (float)i).ToArray();
        var changed = new float[picture.Length];
        var augmentation = new Augmentation(Padding: 2, Mirror: true);
        var seen = new HashSet<(int X, int Y, bool Mirrored)>();
        for (var i = 0; i < 2000; i++)
        {
            var random = new SeededRandom(1, 1, i);
            augmentation.Apply(picture, Side, ref random, changed);
            seen.Add(Recognize(picture, changed, Side));
        }

        Assert.Equal(5 * 5 * 2, seen.Count);
    }

    [Fact]
    public void Reading_ends_when_it_is_cancelled()
    {
        using var source = new CancellationTokenSource();
        var batches = BatchLoader.Read(Set, new BatchOrder(1), source.Token).GetEnumerator();
        Assert.True(batches.MoveNext());
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() =>
        {
            while (batches.MoveNext())
            {
            }
        });
    }

    [Fact]
    public void A_reader_may_leave_early()
    {
        foreach (var batch in BatchLoader.Read(Set, new BatchOrder(1)))
        {
            if (batch.Labels[0] == 3)
                break;
        }

        Assert.Equal(50, BatchLoader.Read(Set, new BatchOrder(1)).Count());
    }

    private static float[] Read(BatchOrder order) =>
        [.. BatchLoader.Read(Set, order).SelectMany(batch => batch.Pixels[..(batch.Count * Set.PictureSize)])];

    /// <summary>Finds the one shift and mirroring that made a picture.</summary>
    private static (int X, int Y, bool Mirrored) Recognize(float[] picture, float[] changed, int side)
    {
        for (var y = -2; y <= 2; y++)
        {
            for (var x = -2; x <= 2; x++)
            {
                foreach (var mirrored in new[] { false, true })
                {
                    if (changed.AsSpan().SequenceEqual(Changed(picture, side, x, y, mirrored)))
                        return (x, y, mirrored);
                }
            }
        }

        throw new Xunit.Sdk.XunitException("The picture is no shift of the original.");
    }

    private static float[] Changed(float[] picture, int side, int shiftX, int shiftY, bool mirrored)
    {
        var result = new float[picture.Length];
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var (fromX, fromY) = ((mirrored ? side - 1 - x : x) + shiftX, y + shiftY);
                if (fromX < 0 || fromY < 0 || fromX >= side || fromY >= side)
                    continue;

                for (var channel = 0; channel < 3; channel++)
                    result[(3 * ((y * side) + x)) + channel] = picture[(3 * ((fromY * side) + fromX)) + channel];
            }
        }

        return result;
    }
}
