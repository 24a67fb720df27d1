namespace SampleKit.Imaging;

/// <summary>What each pixel of a picture is.</summary>
/// <param name="Labels">One number for each pixel, row by row.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
internal sealed record LabelMask(byte[] Labels, int Width, int Height)
{
    /// <summary>The labels of a row.</summary>
    public Span<byte> Row(int row) => Labels.AsSpan(row * Width, Width);
}
