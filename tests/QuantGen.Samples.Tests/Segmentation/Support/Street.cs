using SampleKit.Imaging;

namespace QuantGen.Samples.Tests.Segmentation.Support;

/// <summary>Small pictures of sky, road and a car, and their masks.</summary>
internal static class Street
{
    public const int Width = 60, Height = 30;

    private const byte Sky = 0, Road = 3, Car = 8, Void = 11;

    /// <summary>Writes a data set in CamVid's form.</summary>
    public static void WriteCamVid(string folder, int training = 6, int test = 3)
    {
        WritePart(folder, "train", training);
        WritePart(folder, "test", test);
    }

    /// <summary>A picture; the car is where its number says.</summary>
    public static Picture CreatePicture(int number, int width = Width, int height = Height)
    {
        var picture = new Picture(new byte[width * height * Picture.Channels], width, height);
        var labels = CreateLabels(number, width, height);
        for (var i = 0; i < labels.Length; i++)
        {
            picture.Pixels[i * Picture.Channels] = (byte)(labels[i] == Car ? 220 : 30 + (i % 7));
            picture.Pixels[(i * Picture.Channels) + 1] = (byte)(labels[i] == Road ? 60 : 120 + (i % 5));
            picture.Pixels[(i * Picture.Channels) + 2] = (byte)(labels[i] == Sky ? 200 : 20 + (i % 3));
        }

        return picture;
    }

    /// <summary>What each pixel is, in CamVid's numbers.</summary>
    public static byte[] CreateLabels(int number, int width = Width, int height = Height)
    {
        var labels = new byte[width * height];
        for (var i = 0; i < labels.Length; i++)
        {
            var (x, y) = (i % width, i / width);
            labels[i] = x == 0 ? Void : x / 10 == number % 6 && y > height / 3 ? Car : y > height / 2 ? Road : Sky;
        }

        return labels;
    }

    /// <summary>Writes a picture as PNG or JPEG, as its name says.</summary>
    public static void WritePicture(string path, Picture picture)
    {
        using var native = GdPicture.From(picture);
        File.WriteAllBytes(path, Path.GetExtension(path) == ".png" ? native.ToPng() : native.ToJpeg(quality: 95));
    }

    private static void WritePart(string folder, string part, int count)
    {
        var pictures = Directory.CreateDirectory(Path.Combine(folder, part)).FullName;
        var masks = Directory.CreateDirectory(Path.Combine(folder, $"{part}annot")).FullName;
        for (var i = 0; i < count; i++)
        {
            WritePicture(Path.Combine(pictures, $"{part}{i}.png"), CreatePicture(i));
            File.WriteAllBytes(Path.Combine(masks, $"{part}{i}.png"), GrayPng.Encode(CreateLabels(i), Width, Height));
        }
    }
}
