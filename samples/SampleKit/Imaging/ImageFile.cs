using SampleKit.Data;

namespace SampleKit.Imaging;

/// <summary>Reads pictures and masks, and writes pictures.</summary>
internal static class ImageFile
{
    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg"];

    /// <summary>Whether a file's name is that of a picture that can be read.</summary>
    public static bool HasPictureName(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a colour picture; gray ones and ones with a palette become colours, transparency is left out.</summary>
    /// <param name="path">A PNG or JPEG file.</param>
    /// <param name="limits">How large it may be; null for <see cref="ImageLimits.Default"/>.</param>
    /// <exception cref="ImageDataException">There is no such file, or it is damaged, too large or something else; the message names it.</exception>
    public static Picture ReadPicture(string path, ImageLimits? limits = null)
    {
        var file = ReadBytes(path, limits ??= ImageLimits.Default);
        var header = ImageHeader.Read(file, path);
        limits.Check(header, path);
        using var picture = GdPicture.Decode(file, header, path);
        return picture.ToPicture();
    }

    /// <summary>Reads a mask: the numbers in the file as they are.</summary>
    /// <param name="path">A PNG file of gray values or palette indices, of at most 8 bits.</param>
    /// <param name="limits">How large it may be; null for <see cref="ImageLimits.Default"/>.</param>
    /// <exception cref="ImageDataException">There is no such file, or it is damaged, too large or something else; the message names it.</exception>
    public static LabelMask ReadMask(string path, ImageLimits? limits = null)
    {
        const int MostBits = 8;

        var file = ReadBytes(path, limits ??= ImageLimits.Default);
        var header = ImageHeader.Read(file, path);
        limits.Check(header, path);
        if (header.Kind != ImageKind.Png)
            throw new ImageDataException($"'{path}' is a JPEG file, which changes what it stores; a mask is a PNG file.");

        if (!header.IsIndexed || header.Bits > MostBits)
            throw new ImageDataException($"'{path}' is no mask: a mask holds one number of at most {MostBits} bits for each pixel, gray or of a palette.");

        using var picture = GdPicture.Decode(file, header, path);
        return picture.ToLabels(path);
    }

    private static byte[] ReadBytes(string path, ImageLimits limits)
    {
        try
        {
            var length = new FileInfo(path).Length;
            return length <= limits.FileBytes
                ? File.ReadAllBytes(path)
                : throw new ImageDataException($"'{path}' is {length} bytes long; at most {limits.FileBytes} are read.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ImageDataException($"'{path}' cannot be read: {exception.Message}", exception);
        }
    }
}
