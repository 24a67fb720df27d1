using ImageClassification.Data;
using QuantGen.Samples.Tests.Support;
using Xunit;

namespace QuantGen.Samples.Tests.Classification;

public sealed class Cifar10Tests
{
    [Fact]
    public void Pictures_and_labels_are_read_in_file_order_with_the_colours_of_a_pixel_together()
    {
        using var folder = new TemporaryFolder();
        CifarFolder.Write(folder.Path, training: 12, test: 5);
        File.WriteAllBytes(folder.File("data_batch_2.bin"), CifarFolder.Records(3, first: 500));

        var data = Cifar10.Read(folder.Path);

        Assert.Equal(15, data.Training.Count);
        Assert.Equal(5, data.Test.Count);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 0, 1, 2], data.Training.Labels);
        Assert.Equal(10, data.ClassNames.Count);
        for (var pixel = 0; pixel < 1024; pixel += 31)
        {
            for (var channel = 0; channel < 3; channel++)
            {
                Assert.Equal(CifarFolder.Value(11, 1, channel, pixel), data.Training.Picture(11)[(3 * pixel) + channel]);
                Assert.Equal(CifarFolder.Value(502, 2, channel, pixel), data.Training.Picture(14)[(3 * pixel) + channel]);
                Assert.Equal(CifarFolder.Value(1004, 4, channel, pixel), data.Test.Picture(4)[(3 * pixel) + channel]);
            }
        }
    }

    [Fact]
    public void A_byte_becomes_its_share_of_255_less_the_mean_over_the_deviation()
    {
        var values = new float[6];
        new Normalization([0.5f, 0.25f, 0], [0.5f, 0.25f, 2]).Apply([0, 0, 255, 255, 51, 102], values);

        Assert.Equal([-1f, -1f, 0.5f, 1f, -0.2f, 0.2f], values, (a, b) => Math.Abs(a - b) < 1e-6f);
    }

    [Fact]
    public void Held_out_pictures_are_the_last_of_the_training_set_and_no_longer_in_it()
    {
        using var folder = new TemporaryFolder();
        CifarFolder.Write(folder.Path, training: 12);
        var data = Cifar10.Read(folder.Path);

        var held = data.HoldOut(5);

        Assert.Equal(data.Training.Labels[..7], held.Training.Labels);
        Assert.Equal(data.Training.Labels[7..], held.Test.Labels);
        Assert.Equal(data.Training.Picture(7), held.Test.Picture(0));
        Assert.Throws<ImageDataException>(() => data.HoldOut(12));
    }

    [Fact]
    public void The_fingerprint_changes_with_a_pixel_and_with_a_label()
    {
        using var folder = new TemporaryFolder();
        CifarFolder.Write(folder.Path);
        var data = Cifar10.Read(folder.Path);
        var fingerprint = data.Fingerprint();

        Assert.Equal(fingerprint, Cifar10.Read(folder.Path).Fingerprint());
        data.Training.Pixels[77]++;
        var withPixel = data.Fingerprint();
        data.Training.Labels[3]++;

        Assert.Equal(3, new HashSet<string>(StringComparer.Ordinal) { fingerprint, withPixel, data.Fingerprint() }.Count);
    }
}
