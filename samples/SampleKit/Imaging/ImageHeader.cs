using System.Buffers.Binary;
using SampleKit.Data;

namespace SampleKit.Imaging;

/// <summary>What a file says of its picture before anything is decoded.</summary>
/// <param name="Kind">The format.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Bits">Bits of a channel, or of a palette's index.</param>
/// <param name="IsIndexed">Whether a pixel is one number: a palette's index, or a gray value without transparency.</param>
internal sealed record ImageHeader(ImageKind Kind, int Width, int Height, int Bits, bool IsIndexed)
{
    private const byte Gray = 0, Palette = 3;

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads the header of a whole file.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <exception cref="ImageDataException">The file is neither PNG nor JPEG, or ends within its header.</exception>
    public static ImageHeader Read(ReadOnlySpan<byte> file, string path)
    {
        if (file.IsEmpty)
            throw new ImageDataException($"'{path}' is empty.");

        if (file.StartsWith(PngSignature))
            return ReadPng(file, path);

        if (file.Length > 2 && file[0] == 0xFF && file[1] == 0xD8)
            return ReadJpeg(file, path);

        throw new ImageDataException($"'{path}' is neither a PNG nor a JPEG file.");
    }

    // https://www.w3.org/TR/png-3/#11IHDR
    private static ImageHeader ReadPng(ReadOnlySpan<byte> file, string path)
    {
        const int Type = 12, WidthAt = 16, HeightAt = 20, DepthAt = 24, ColorAt = 25, End = 33;

        if (file.Length < End || !file.Slice(Type, 4).SequenceEqual("IHDR"u8))
            throw CutShort(path);

        var width = BinaryPrimitives.ReadUInt32BigEndian(file[WidthAt..]);
        var height = BinaryPrimitives.ReadUInt32BigEndian(file[HeightAt..]);
        return Create(ImageKind.Png, width, height, file[DepthAt], file[ColorAt] is Gray or Palette, path);
    }

    /// <summary>
    /// Looks for the start of a frame (ITU-T T.81, B.2.2), of whichever coding, and for the end of the picture: decoders make up what a file
    /// that was cut short lacks, the more so where it comes in several passes.
    /// </summary>
    private static ImageHeader ReadJpeg(ReadOnlySpan<byte> file, string path)
    {
        const int FrameHeader = 10;
        const byte End = 0xD9;

        ImageHeader? frame = null;
        for (var at = JpegMarkers.First; ; at = JpegMarkers.Next(file, at))
        {
            if (at >= 0 && at + 1 < file.Length && file[at + 1] == End && frame is not null)
                return frame;

            if (at < 0 || at + FrameHeader > file.Length)
                throw new ImageDataException($"'{path}' is a damaged JPEG file: it is cut short, or something else than a marker stands where one belongs.");

            if (JpegMarkers.IsFrame(file[at + 1]))
            {
                frame ??= Create(
                    ImageKind.Jpeg,
                    BinaryPrimitives.ReadUInt16BigEndian(file[(at + 7)..]),
                    BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..]),
                    file[at + 4],
                    isIndexed: false,
                    path);
            }
        }
    }

    private static ImageHeader Create(ImageKind kind, uint width, uint height, int bits, bool isIndexed, string path)
    {
        if (width == 0 || height == 0)
            throw new ImageDataException($"'{path}' says that it is {width} x {height} pixels large.");

        return width <= int.MaxValue && height <= int.MaxValue
            ? new ImageHeader(kind, (int)width, (int)height, bits, isIndexed)
            : throw new ImageDataException($"'{path}' says that it is {width} x {height} pixels large, more than a PNG file may be.");
    }

    private static ImageDataException CutShort(string path) => new($"'{path}' is cut short: it ends before it says how large its picture is.");
}
