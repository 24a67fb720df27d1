using QuantGen.Samples.Tests.Segmentation.Support;
using QuantGen.Samples.Tests.Support;
using SampleKit.Imaging;
using Segmentation.Data;
using Xunit;

namespace QuantGen.Samples.Tests.Segmentation.Data;

public sealed class BatchReaderTests : IDisposable
{
    private static readonly PictureSize Input = new(64, 32);

    private readonly TemporaryFolder _folder = new();
    private readonly SegmentationSet _set;

    public BatchReaderTests()
    {
        Street.WriteCamVid(_folder.Path, training: 7);
        _set = SegmentationData.Open(_folder.Path, new BadFiles(skip: false)).Training;
    }

    public void Dispose() => _folder.Dispose();

    [GdFact]
    public void Pictures_lie_in_the_upper_left_corner_and_the_rest_is_void()
    {
        var batch = BatchReader.Read(_set, new BatchOrder(4, Input)).First();
        var labels = Street.CreateLabels(0);

        for (var y = 0; y < Input.Height; y++)
        {
            for (var x = 0; x < Input.Width; x++)
            {
                var inside = x < Street.Width && y < Street.Height;
                var expected = inside && labels[(y * Street.Width) + x] is not 11 and var label ? label : LabelTable.Void;
                Assert.Equal(expected, batch.Labels[(y * Input.Width) + x]);
                if (!inside)
                    Assert.Equal(0, batch.Pixels[((y * Input.Width) + x) * Picture.Channels]);
            }
        }
    }

    [GdFact]
    public void Values_are_normalized_as_for_ImageNet()
    {
        var batch = BatchReader.Read(_set, new BatchOrder(1, Input)).First();
        var picture = Street.CreatePicture(0);

        Assert.Equal(((picture.Pixels[0] / 255f) - 0.485f) / 0.229f, batch.Pixels[0], tolerance: 1e-6f);
        using var images = batch.Images();
        Assert.Equal([1L, 3, 32, 64], images.shape);
        Assert.Equal(batch.Pixels[1], images[0, 1, 0, 0].item<float>());
    }

    [GdFact]
    public void The_same_seed_and_epoch_give_the_same_batches_and_others_do_not()
    {
        var order = new BatchOrder(2, Input) { Augmentation = new Augmentation(new PictureSize(32, 32)), Seed = 3, Epoch = 1 };

        var first = Read(order);

        Assert.Equal(first, Read(order));
        Assert.NotEqual(first, Read(order with { Epoch = 2 }));
        Assert.NotEqual(first, Read(order with { Seed = 4 }));
    }

    [GdFact]
    public void A_whole_pass_has_each_picture_once()
    {
        var plain = BatchReader.Read(_set, new BatchOrder(2, Input)).ToArray();
        var shuffled = BatchReader.Read(_set, new BatchOrder(2, Input) { Shuffled = true, Seed = 1 }).ToArray();

        Assert.Equal([2, 2, 2, 1], plain.Select(static batch => batch.Count));
        Assert.Equal(Sums(plain).Order(), Sums(shuffled).Order());
        Assert.NotEqual(Sums(plain), Sums(shuffled));

        static float[] Sums(SegmentationBatch[] batches) => [.. batches.SelectMany(static batch => batch.Pixels.Chunk(batch.Pixels.Length / batch.Count).Select(static values => values.Sum()))];
    }

    [GdFact]
    public void Training_leaves_out_a_last_batch_that_is_not_full()
    {
        var order = new BatchOrder(2, Input) { Augmentation = new Augmentation(Input) };

        Assert.Equal(3, order.Batches(7));
        Assert.All(BatchReader.Read(_set, order), static batch => Assert.Equal(2, batch.Count));
    }

    [GdFact]
    public void An_augmented_mask_goes_where_its_picture_goes()
    {
        // The colour of a pixel tells its label, whatever happens to both.
        var labels = Street.CreateLabels(2);
        var picture = new Picture([.. labels.SelectMany(static label => (byte[])[(byte)(label * 20), 0, 0])], Street.Width, Street.Height);
        var sample = new SegmentationSample(picture, new LabelMask(labels, Street.Width, Street.Height));
        var augmentation = new Augmentation(new PictureSize(32, 32), Smallest: 1, Largest: 1, Light: 0);
        var mirrored = 0;
        for (var index = 0; index < 20; index++)
        {
            var random = new SeededRandom(seed: 1, stream: 0, index);
            var changed = augmentation.Apply(sample, ref random);

            Assert.Equal(changed.Mask.Labels.Select(static label => label * 20), changed.Picture.Pixels.Where(static (_, i) => i % 3 == 0).Select(static value => (int)value));
            mirrored += changed.Mask.Labels.AsSpan().SequenceEqual(labels.AsSpan(0, changed.Mask.Labels.Length)) ? 0 : 1;
        }

        Assert.InRange(mirrored, 1, 20);
    }

    [GdFact]
    public void A_larger_picture_is_made_smaller_and_keeps_its_proportions()
    {
        Assert.Equal(new PictureSize(768, 384), Frame.Fit(new PictureSize(2048, 1024), new PictureSize(768, 384)));
        Assert.Equal(new PictureSize(256, 128), Frame.Fit(new PictureSize(2048, 1024), new PictureSize(256, 192)));
        Assert.Equal(new PictureSize(240, 180), Frame.Fit(new PictureSize(240, 180), new PictureSize(256, 192)));
    }

    private float[] Read(BatchOrder order) => [.. BatchReader.Read(_set, order).SelectMany(static batch => batch.Pixels)];
}
