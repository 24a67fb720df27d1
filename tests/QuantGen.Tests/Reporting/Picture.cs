using System.Buffers.Binary;
using System.IO.Compression;

namespace QuantGen.Tests.Reporting;

/// <summary>Reads as much of a PNG file as it takes to see whether there is something on it: 8 bits a channel, no interlacing.</summary>
internal sealed class Picture
{
    private static readonly byte[] _signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    private readonly byte[] _pixels;
    private readonly int _channels;

    private Picture(int width, int height, int channels, byte[] pixels) => (Width, Height, _channels, _pixels) = (width, height, channels, pixels);

    public int Width { get; }

    public int Height { get; }

    /// <summary>How many different colours there are.</summary>
    public int Colours => Enumerable.Range(0, Width * Height).Select(Colour).Distinct().Count();

    /// <summary>The mean of red, green and blue over all pixels, 0 to 255.</summary>
    public double Brightness => Enumerable.Range(0, Width * Height).Average(pixel => _pixels.AsSpan(pixel * _channels, 3).ToArray().Average(static value => (double)value));

    public static Picture Read(string file)
    {
        var bytes = File.ReadAllBytes(file);
        Xunit.Assert.True(bytes.AsSpan().StartsWith(_signature), $"'{file}' is no PNG file.");
        using var data = new MemoryStream();
        var (width, height, channels) = (0, 0, 0);
        for (var at = _signature.Length; at < bytes.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
            var content = bytes.AsSpan(at + 8, length);
            var type = bytes.AsSpan(at + 4, 4);
            if (type.SequenceEqual("IHDR"u8))
            {
                (width, height) = (BinaryPrimitives.ReadInt32BigEndian(content), BinaryPrimitives.ReadInt32BigEndian(content[4..]));
                Xunit.Assert.Equal((8, 0), (content[8], content[12]));
                channels = content[9] == 6 ? 4 : 3;
            }
            else if (type.SequenceEqual("IDAT"u8))
            {
                data.Write(content);
            }

            at += length + 12;
        }

        data.Position = 0;
        using var inflated = new ZLibStream(data, CompressionMode.Decompress);
        return new Picture(width, height, channels, Unfiltered(inflated, width * channels, height, channels));
    }

    private static byte[] Unfiltered(Stream rows, int stride, int height, int channels)
    {
        var pixels = new byte[stride * height];
        for (var y = 0; y < height; y++)
        {
            var filter = rows.ReadByte();
            var row = pixels.AsSpan(y * stride, stride);
            rows.ReadExactly(row);
            for (var x = 0; x < stride; x++)
            {
                var left = x >= channels ? row[x - channels] : 0;
                var above = y > 0 ? pixels[((y - 1) * stride) + x] : 0;
                var corner = x >= channels && y > 0 ? pixels[((y - 1) * stride) + x - channels] : 0;
                row[x] += (byte)(filter switch
                {
                    0 => 0,
                    1 => left,
                    2 => above,
                    3 => (left + above) / 2,
                    4 => Nearest(left, above, corner),
                    _ => throw new InvalidDataException($"There is no PNG filter {filter}."),
                });
            }
        }

        return pixels;
    }

    private static int Nearest(int left, int above, int corner)
    {
        var estimate = left + above - corner;
        var (toLeft, toAbove, toCorner) = (Math.Abs(estimate - left), Math.Abs(estimate - above), Math.Abs(estimate - corner));
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }

    private int Colour(int pixel) => (_pixels[pixel * _channels] << 16) | (_pixels[(pixel * _channels) + 1] << 8) | _pixels[(pixel * _channels) + 2];
}
