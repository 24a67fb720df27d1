using SampleKit.Imaging;
using Segmentation.Data;

namespace Segmentation.Pictures;

/// <summary>Rows of a picture and its masks, painted, under headings, with the colours of the classes below.</summary>
/// <param name="classes">The classes.</param>
/// <param name="headings">What stands above each column.</param>
internal sealed class Sheet(IReadOnlyList<LabelClass> classes, IReadOnlyList<string> headings)
{
    private const int Gap = 4;
    private const int TextHeight = 13;
    private const int LetterWidth = 6;
    private const int Line = TextHeight + Gap;
    private const int Paper = 0xFFFFFF;
    private const int Ink = 0;
    private const int VoidColor = 0;

    private readonly List<Picture[]> _rows = [];

    /// <summary>Adds a row.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="masks">Masks of its size, in the order of the headings after the first; what is void is black.</param>
    public void Add(Picture picture, params ReadOnlySpan<LabelMask> masks)
    {
        var row = new Picture[masks.Length + 1];
        row[0] = picture;
        for (var i = 0; i < masks.Length; i++)
            row[i + 1] = Paint(masks[i]);

        _rows.Add(row);
    }

    /// <summary>The sheet as a PNG file.</summary>
    public byte[] ToPng()
    {
        var column = _rows.Max(static row => row[0].Width) + Gap;
        var width = (headings.Count * column) + Gap;
        var entry = ((classes.Max(static label => label.Name.Length) + 1) * LetterWidth) + TextHeight + Gap;
        var perLine = Math.Max(1, (width - Gap) / entry);
        var legendTop = Line + Gap + _rows.Sum(static row => row[0].Height + Gap);
        var height = legendTop + ((classes.Count + 1 + perLine - 1) / perLine * Line) + Gap;

        var canvas = Blank(width, height);
        var top = Line + Gap;
        foreach (var row in _rows)
        {
            for (var i = 0; i < row.Length; i++)
                Paste(row[i], canvas, Gap + (i * column), top);

            top += row[0].Height + Gap;
        }

        LabelClass[] legend = [.. classes, new("void", VoidColor)];
        for (var i = 0; i < legend.Length; i++)
            Paste(Square(legend[i].Color), canvas, Gap + (i % perLine * entry), legendTop + (i / perLine * Line));

        using var drawn = GdPicture.From(canvas);
        for (var i = 0; i < headings.Count; i++)
            drawn.DrawText(headings[i], Gap + (i * column), Gap, Ink);
        for (var i = 0; i < legend.Length; i++)
            drawn.DrawText(legend[i].Name, Gap + (i % perLine * entry) + TextHeight + Gap, legendTop + (i / perLine * Line), Ink);

        return drawn.ToPng();
    }

    private static Picture Blank(int width, int height)
    {
        var canvas = new Picture(new byte[width * height * Picture.Channels], width, height);
        canvas.Pixels.AsSpan().Fill(Paper & byte.MaxValue);
        return canvas;
    }

    private static void Paste(Picture picture, Picture canvas, int left, int top)
    {
        for (var y = 0; y < picture.Height; y++)
            picture.Row(y).CopyTo(canvas.Row(top + y)[(left * Picture.Channels)..]);
    }

    private static Picture Square(int color)
    {
        var square = Blank(TextHeight, TextHeight);
        for (var i = 0; i < TextHeight * TextHeight; i++)
            Set(square, i, color);

        return square;
    }

    private static void Set(Picture picture, int pixel, int color)
    {
        picture.Pixels[pixel * Picture.Channels] = (byte)(color >> 16);
        picture.Pixels[(pixel * Picture.Channels) + 1] = (byte)(color >> 8);
        picture.Pixels[(pixel * Picture.Channels) + 2] = (byte)color;
    }

    private Picture Paint(LabelMask mask)
    {
        var picture = Blank(mask.Width, mask.Height);
        for (var i = 0; i < mask.Labels.Length; i++)
            Set(picture, i, mask.Labels[i] == LabelTable.Void ? VoidColor : classes[mask.Labels[i]].Color);

        return picture;
    }
}
