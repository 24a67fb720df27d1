namespace SampleKit.Imaging;

/// <summary>A colour picture.</summary>
/// <param name="Pixels">Red, green, blue of each pixel, row by row.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
internal sealed record Picture(byte[] Pixels, int Width, int Height)
{
    /// <summary>Colours of a pixel.</summary>
    public const int Channels = 3;

    /// <summary>The bytes of a row.</summary>
    public Span<byte> Row(int row) => Pixels.AsSpan(row * Width * Channels, Width * Channels);
}
