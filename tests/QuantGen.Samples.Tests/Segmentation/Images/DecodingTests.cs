using QuantGen.Samples.Tests.Segmentation.Support;
using QuantGen.Samples.Tests.Support;
using SampleKit.Imaging;
using Xunit;

namespace QuantGen.Samples.Tests.Segmentation.Images;

public sealed class DecodingTests : IDisposable
{
    private static readonly ImageFixtures Fixtures = ImageFixtures.Load();

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. Fixtures.Files.Select(static file => file.Name)];

    public static TheoryData<string> MaskNames => [.. Fixtures.Files.Where(static file => file.Labels is not null).Select(static file => file.Name)];

    public static TheoryData<string> OtherNames => [.. Fixtures.Files.Where(static file => file.Labels is null).Select(static file => file.Name)];

    public void Dispose() => _folder.Dispose();

    [GdTheory]
    [MemberData(nameof(Names))]
    public void A_picture_has_the_colours_that_Pillow_reads(string name)
    {
        var expected = Fixtures.File(name);

        var picture = ImageFile.ReadPicture(Write("picture", expected.File));

        Assert.Equal((expected.Width, expected.Height), (picture.Width, picture.Height));
        Assert.Equal(expected.Rgb, picture.Pixels.Select(static value => (int)value));
    }

    [GdTheory]
    [MemberData(nameof(MaskNames))]
    public void A_mask_has_the_numbers_of_the_file(string name)
    {
        var expected = Fixtures.File(name);

        var mask = ImageFile.ReadMask(Write("mask.png", expected.File));

        Assert.Equal((expected.Width, expected.Height), (mask.Width, mask.Height));
        Assert.Equal(expected.Labels!, mask.Labels.Select(static value => (int)value));
    }

    [GdTheory]
    [MemberData(nameof(OtherNames))]
    public void A_picture_of_colours_is_no_mask(string name)
    {
        var path = Write("mask.png", Fixtures.File(name).File);

        var exception = Assert.Throws<ImageDataException>(() => ImageFile.ReadMask(path));

        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
        Assert.Contains("mask", exception.Message, StringComparison.Ordinal);
    }

    [GdTheory]
    [MemberData(nameof(Names))]
    public void A_file_that_is_cut_short_anywhere_is_refused(string name)
    {
        var file = Fixtures.File(name).File;
        for (var length = 0; length < file.Length; length += Math.Max(1, file.Length / 40))
            AssertDamaged(file[..length]);
    }

    [GdFact]
    public void A_byte_that_changed_in_a_png_is_noticed()
    {
        const int AfterSignature = 8;

        var file = Fixtures.File("palette of 256").File;
        for (var at = AfterSignature; at < file.Length; at++)
        {
            var damaged = (byte[])file.Clone();
            damaged[at] ^= 0x10;
            AssertDamaged(damaged);
        }
    }

    [GdFact]
    public void No_bytes_end_the_process()
    {
        var random = new SeededRandom(seed: 1, stream: 0, index: 0);
        foreach (var original in Fixtures.Files)
        {
            for (var i = 0; i < 60; i++)
            {
                var file = (byte[])original.File.Clone();
                for (var changes = 1 + random.Next(8); changes > 0; changes--)
                    file[random.Next(file.Length)] = (byte)random.Next(256);

                var path = Write("fuzzed", file);
                if (Record.Exception(() => ImageFile.ReadPicture(path, new ImageLimits(256, 4096))) is { } exception)
                    Assert.Contains(path, Assert.IsType<ImageDataException>(exception).Message, StringComparison.Ordinal);
            }
        }
    }

    [GdTheory]
    [InlineData("text", "neither a PNG nor a JPEG")]
    [InlineData("", "is empty")]
    public void What_is_no_picture_is_told_so(string text, string expected)
    {
        var path = _folder.File("picture.png");
        File.WriteAllText(path, text);

        var exception = Assert.Throws<ImageDataException>(() => ImageFile.ReadPicture(path));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
    }

    [GdFact]
    public void A_file_that_does_not_exist_is_named()
    {
        var path = _folder.File("none.png");

        Assert.Contains(path, Assert.Throws<ImageDataException>(() => ImageFile.ReadPicture(path)).Message, StringComparison.Ordinal);
    }

    [GdFact]
    public void A_size_that_a_file_only_claims_takes_no_memory()
    {
        const int WidthInHeader = 16;

        var file = (byte[])Fixtures.File("colours").File.Clone();
        for (var i = 0; i < 8; i++)
            file[WidthInHeader + i] = (byte)(i % 4 == 0 ? 0x7F : 0xFF);
        var path = Write("huge.png", file);

        var before = GC.GetTotalAllocatedBytes();
        var exception = Assert.Throws<ImageDataException>(() => ImageFile.ReadPicture(path));

        Assert.Contains("2147483647 x 2147483647", exception.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 1_000_000);
    }

    [GdFact]
    public void A_picture_or_file_beyond_the_limits_is_refused()
    {
        var path = Write("colours.png", Fixtures.File("colours").File);

        Assert.Contains("at most 5 a side", Refusal(new ImageLimits(Side: 5)), StringComparison.Ordinal);
        Assert.Contains("29 altogether", Refusal(new ImageLimits(Pixels: 29)), StringComparison.Ordinal);
        Assert.Contains("at most 100 are read", Refusal(new ImageLimits(FileBytes: 100)), StringComparison.Ordinal);
        Assert.Equal(30, ImageFile.ReadPicture(path, new ImageLimits(6, 30)).Pixels.Length / Picture.Channels);

        string Refusal(ImageLimits limits) => Assert.Throws<ImageDataException>(() => ImageFile.ReadPicture(path, limits)).Message;
    }

    [GdFact]
    public void What_libgd_says_is_in_the_message_and_not_on_the_error_stream()
    {
        var file = Fixtures.File("colours").File;
        var path = Write("cut.png", file[..^20]);

        var message = Assert.Throws<ImageDataException>(() => ImageFile.ReadPicture(path)).Message;

        Assert.StartsWith($"'{path}' is a damaged PNG file: ", message, StringComparison.Ordinal);
        Assert.DoesNotContain("gd-png", message, StringComparison.Ordinal);
        Assert.EndsWith(".", message, StringComparison.Ordinal);
    }

    [GdFact]
    public void A_written_picture_is_read_back()
    {
        var picture = ImageFile.ReadPicture(Write("colours.png", Fixtures.File("colours").File));
        using var native = GdPicture.From(picture);

        Assert.Equal(picture.Pixels, ImageFile.ReadPicture(Write("again.png", native.ToPng())).Pixels);
        Assert.Equal((6, 5), Size(ImageFile.ReadPicture(Write("again.jpg", native.ToJpeg(90)))));

        static (int Width, int Height) Size(Picture read) => (read.Width, read.Height);
    }

    private void AssertDamaged(byte[] file)
    {
        var path = Write("damaged", file);

        Assert.Contains(path, Assert.Throws<ImageDataException>(() => ImageFile.ReadPicture(path)).Message, StringComparison.Ordinal);
    }

    private string Write(string name, byte[] bytes)
    {
        var path = _folder.File(name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
