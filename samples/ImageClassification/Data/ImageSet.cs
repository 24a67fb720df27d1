namespace ImageClassification.Data;

/// <summary>Labelled colour pictures of one size, held as bytes.</summary>
/// <param name="Pixels">Red, green, blue of each pixel, row by row, picture by picture.</param>
/// <param name="Labels">The class of each picture, from 0.</param>
/// <param name="Side">Height and width of a picture in pixels.</param>
/// <param name="Normalization">What turns bytes into network inputs.</param>
internal sealed record ImageSet(byte[] Pixels, byte[] Labels, int Side, Normalization Normalization)
{
    /// <summary>Colours of a pixel.</summary>
    public const int Channels = 3;

    /// <summary>How many pictures.</summary>
    public int Count => Labels.Length;

    /// <summary>Bytes of one picture.</summary>
    public int PictureSize => Side * Side * Channels;

    /// <summary>The bytes of one picture.</summary>
    public ReadOnlySpan<byte> Picture(int index) => Pixels.AsSpan(index * PictureSize, PictureSize);

    /// <summary>The pictures of a range of positions.</summary>
    public ImageSet Slice(int start, int count) => this with
    {
        Pixels = Pixels.AsSpan(start * PictureSize, count * PictureSize).ToArray(),
        Labels = Labels.AsSpan(start, count).ToArray(),
    };
}
