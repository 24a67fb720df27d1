namespace ImageClassification.Data;

/// <summary>Changes that a picture's class survives: a crop after padding, and the mirror image (He et al. 2016, section 4.2).</summary>
/// <param name="Padding">Pixels of padding on each side before the crop; its value is that of the mean colour.</param>
/// <param name="Mirror">Whether half of the pictures are mirrored.</param>
internal sealed record Augmentation(int Padding, bool Mirror)
{
    /// <summary>Writes one changed picture.</summary>
    /// <param name="picture">Normalized values, three for each pixel, row by row.</param>
    /// <param name="side">Height and width in pixels.</param>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="destination">As long as the picture.</param>
    public void Apply(ReadOnlySpan<float> picture, int side, ref SeededRandom random, Span<float> destination)
    {
        const int Channels = ImageSet.Channels;

        var shiftX = random.Next((2 * Padding) + 1) - Padding;
        var shiftY = random.Next((2 * Padding) + 1) - Padding;
        var mirrored = Mirror && random.Chance(0.5f);
        var first = Math.Max(0, -shiftX);
        var width = side - Math.Abs(shiftX);

        for (var row = 0; row < side; row++)
        {
            var target = destination.Slice(row * side * Channels, side * Channels);
            var sourceRow = row + shiftY;
            target.Clear();
            if (sourceRow < 0 || sourceRow >= side)
                continue;

            var source = picture.Slice(((sourceRow * side) + Math.Max(0, shiftX)) * Channels, width * Channels);
            source.CopyTo(target[(first * Channels)..]);
            if (mirrored)
                MirrorRow(target);
        }
    }

    private static void MirrorRow(Span<float> row)
    {
        row.Reverse();
        for (var i = 0; i < row.Length; i += ImageSet.Channels)
            (row[i], row[i + 2]) = (row[i + 2], row[i]);
    }
}
