using SampleKit.Data;

namespace SampleKit.Imaging;

/// <summary>How large a picture may be: what a file claims is compared with it before memory is taken for it.</summary>
/// <param name="Side">The most pixels of a side.</param>
/// <param name="Pixels">The most pixels altogether.</param>
/// <param name="FileBytes">The most bytes of a file.</param>
internal sealed record ImageLimits(int Side = 16_384, long Pixels = 64_000_000, long FileBytes = 256_000_000)
{
    /// <summary>What holds where nothing else is said: pictures of 8,000 x 8,000 pixels.</summary>
    public static ImageLimits Default { get; } = new();

    /// <summary>Refuses what is larger.</summary>
    /// <exception cref="ImageDataException">The picture is too large.</exception>
    public void Check(ImageHeader header, string path)
    {
        if (header.Width > Side || header.Height > Side || (long)header.Width * header.Height > Pixels)
        {
            throw new ImageDataException(
                $"'{path}' says that it is {header.Width} x {header.Height} pixels large; at most {Side} a side and {Pixels} altogether are read.");
        }
    }
}
