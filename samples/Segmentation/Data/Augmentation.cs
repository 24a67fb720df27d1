using SampleKit.Imaging;

namespace Segmentation.Data;

/// <summary>Changes from epoch to epoch that the classes of pixels survive: another size, a part of the picture, its mirror image, other light.</summary>
/// <param name="Crop">The size of the part.</param>
/// <param name="Smallest">The least that the picture's sides are multiplied with.</param>
/// <param name="Largest">The most.</param>
/// <param name="Light">How much brighter or darker, and how much richer or poorer in contrast, as a share.</param>
internal sealed record Augmentation(PictureSize Crop, float Smallest = 0.75f, float Largest = 1.5f, float Light = 0.3f)
{
    /// <summary>Changes a picture and its mask. The part is of the size of <see cref="Crop"/>, or smaller where the picture is.</summary>
    public SegmentationSample Apply(SegmentationSample sample, ref SeededRandom random)
    {
        var scale = random.Between(Smallest, Largest);
        var size = new PictureSize(Scaled(sample.Picture.Width, scale), Scaled(sample.Picture.Height, scale));
        var width = Math.Min(size.Width, Crop.Width);
        var height = Math.Min(size.Height, Crop.Height);
        var left = random.Next(size.Width - width + 1);
        var top = random.Next(size.Height - height + 1);
        var mirrored = random.Chance(0.5f);
        var brightness = random.Between(1 - Light, 1 + Light);
        var contrast = random.Between(1 - Light, 1 + Light);

        var larger = Resizing.Bilinear(sample.Picture, size.Width, size.Height);
        var labels = Resizing.Nearest(sample.Mask, size.Width, size.Height);
        var picture = new Picture(new byte[width * height * Picture.Channels], width, height);
        var mask = new LabelMask(new byte[width * height], width, height);
        var levels = Levels(brightness, contrast);
        for (var y = 0; y < height; y++)
        {
            Cut(larger.Row(top + y).Slice(left * Picture.Channels, width * Picture.Channels), levels, mirrored, picture.Row(y));
            var row = mask.Row(y);
            labels.Row(top + y).Slice(left, width).CopyTo(row);
            if (mirrored)
                row.Reverse();
        }

        return new SegmentationSample(picture, mask);
    }

    private static int Scaled(int side, float scale) => Math.Max(1, (int)(side * scale));

    /// <summary>Where each level of a colour goes: around the middle by contrast, then by brightness.</summary>
    private static byte[] Levels(float brightness, float contrast)
    {
        const float Middle = 127.5f;

        var levels = new byte[256];
        for (var i = 0; i < levels.Length; i++)
            levels[i] = (byte)Math.Clamp((((i - Middle) * contrast) + Middle) * brightness, 0, byte.MaxValue);

        return levels;
    }

    private static void Cut(ReadOnlySpan<byte> from, ReadOnlySpan<byte> levels, bool mirrored, Span<byte> to)
    {
        const int Channels = Picture.Channels;

        for (var i = 0; i < to.Length; i += Channels)
        {
            var target = mirrored ? to.Length - Channels - i : i;
            for (var channel = 0; channel < Channels; channel++)
                to[target + channel] = levels[from[i + channel]];
        }
    }
}
