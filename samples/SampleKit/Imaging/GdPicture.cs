using System.Runtime.InteropServices;
using SampleKit.Data;

namespace SampleKit.Imaging;

/// <summary>A picture in libgd's memory.</summary>
internal sealed unsafe class GdPicture : SafeHandle
{
    private GdPicture(GdImage* image)
        : base(0, ownsHandle: true)
    {
        SetHandle((nint)image);
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    private GdImage* Image => (GdImage*)handle;

    /// <summary>Decodes a file.</summary>
    /// <exception cref="ImageDataException">It is damaged, or libgd is not there.</exception>
    public static GdPicture Decode(ReadOnlySpan<byte> file, ImageHeader header, string path)
    {
        Require(path);
        GdErrors.Clear();
        GdPicture picture;
        fixed (byte* data = file)
            picture = new GdPicture(header.Kind == ImageKind.Png ? Gd.DecodePng(file.Length, data) : Gd.DecodeJpeg(file.Length, data, 0));

        if (picture.IsInvalid)
            throw new ImageDataException($"'{path}' is a damaged {header.Kind.ToString().ToUpperInvariant()} file: {GdErrors.Take()}.");

        if (picture.Image->Width == header.Width && picture.Image->Height == header.Height)
            return picture;

        picture.Dispose();
        throw new ImageDataException($"'{path}' was not decoded in the size that its header says.");
    }

    /// <summary>Takes over a picture.</summary>
    public static GdPicture From(Picture source)
    {
        Require("picture");
        var target = new GdPicture(Gd.Create(source.Width, source.Height));
        if (target.IsInvalid)
            throw new ImageDataException($"There is no memory for a picture of {source.Width} x {source.Height} pixels.");

        for (var y = 0; y < source.Height; y++)
        {
            var from = source.Row(y);
            var to = target.Image->Pixels[y];
            for (var x = 0; x < source.Width; x++)
                to[x] = Rgb(from[Picture.Channels * x], from[(Picture.Channels * x) + 1], from[(Picture.Channels * x) + 2]);
        }

        return target;
    }

    /// <summary>The colours; transparency is left out.</summary>
    public Picture ToPicture()
    {
        var result = new Picture(new byte[Image->Width * Image->Height * Picture.Channels], Image->Width, Image->Height);
        for (var y = 0; y < result.Height; y++)
        {
            var to = result.Row(y);
            for (var x = 0; x < result.Width; x++)
            {
                var color = Image->IsTrueColor != 0 ? Image->Pixels[y][x] : PaletteColor(Image->Indices[y][x]);
                to[Picture.Channels * x] = (byte)(color >> 16);
                to[(Picture.Channels * x) + 1] = (byte)(color >> 8);
                to[(Picture.Channels * x) + 2] = (byte)color;
            }
        }

        return result;
    }

    /// <summary>The palette's indices, or gray values, as they are in the file.</summary>
    /// <exception cref="ImageDataException">The picture has colours.</exception>
    public LabelMask ToLabels(string path)
    {
        if (Image->IsTrueColor != 0)
            throw new ImageDataException($"'{path}' holds colours; a mask holds one number for each pixel.");

        var result = new LabelMask(new byte[Image->Width * Image->Height], Image->Width, Image->Height);
        for (var y = 0; y < result.Height; y++)
            new ReadOnlySpan<byte>(Image->Indices[y], result.Width).CopyTo(result.Row(y));

        return result;
    }

    /// <summary>Writes a line of text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="x">Its left edge.</param>
    /// <param name="y">Its upper edge.</param>
    /// <param name="color">Red, green, blue in one number.</param>
    public void DrawText(string text, int x, int y, int color) => Gd.DrawText(Image, Gd.SmallFont(), x, y, text, color);

    /// <summary>The bytes of a PNG file.</summary>
    public byte[] ToPng()
    {
        const int Smallest = 9;

        return Take(Gd.EncodePng(Image, out var size, Smallest), size);
    }

    /// <summary>The bytes of a JPEG file.</summary>
    /// <param name="quality">From 0 to 100.</param>
    public byte[] ToJpeg(int quality) => Take(Gd.EncodeJpeg(Image, out var size, quality), size);

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Gd.Destroy(Image);
        return true;
    }

    private static byte[] Take(byte* memory, int size)
    {
        if (memory is null)
            throw new ImageDataException("A picture could not be encoded.");

        var bytes = new ReadOnlySpan<byte>(memory, size).ToArray();
        Gd.Free(memory);
        return bytes;
    }

    private static int Rgb(int red, int green, int blue) => (red << 16) | (green << 8) | blue;

    private int PaletteColor(byte index) => Rgb(Image->Red[index], Image->Green[index], Image->Blue[index]);

    private static void Require(string path)
    {
        if (!Gd.IsAvailable)
        {
            throw new ImageDataException(
                $"Reading '{path}' needs the library libgd, which is not installed (Debian and Ubuntu: apt-get install libgd3; macOS: brew install gd).");
        }
    }
}
