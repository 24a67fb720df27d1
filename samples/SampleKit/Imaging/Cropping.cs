namespace SampleKit.Imaging;

/// <summary>Squares out of the middle of pictures, as torchvision's Resize and CenterCrop make them.</summary>
internal static class Cropping
{
    /// <summary>Makes the shorter side as long as <paramref name="shorter"/>, and cuts a square out of the middle.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="shorter">Pixels of the shorter side, such as 256.</param>
    /// <param name="side">Pixels of the square's sides, at most as many, such as 224.</param>
    public static Picture Square(Picture picture, int shorter, int side)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(side, shorter);
        var (width, height) = picture.Width <= picture.Height
            ? (shorter, (int)((long)shorter * picture.Height / picture.Width))
            : ((int)((long)shorter * picture.Width / picture.Height), shorter);
        return Center(Resizing.Bilinear(picture, width, height), side);
    }

    private static Picture Center(Picture picture, int side)
    {
        var left = First(picture.Width, side);
        var top = First(picture.Height, side);
        var result = new Picture(new byte[side * side * Picture.Channels], side, side);
        for (var y = 0; y < side; y++)
            picture.Row(top + y).Slice(left * Picture.Channels, side * Picture.Channels).CopyTo(result.Row(y));

        return result;
    }

    private static int First(int length, int side) => (int)Math.Round((length - side) / 2.0, MidpointRounding.ToEven);
}
