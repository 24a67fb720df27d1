using System.Runtime.InteropServices;

namespace SampleKit.Imaging;

/// <summary>The beginning of libgd's gdImageStruct, which its header shows and its macros read.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct GdImage
{
    private const int Colors = 256;

    /// <summary>The rows of a picture with a palette.</summary>
    public byte** Indices;

    public int Width;

    public int Height;

    public int ColorsTotal;

    public fixed int Red[Colors];

    public fixed int Green[Colors];

    public fixed int Blue[Colors];

    public fixed int Open[Colors];

    public int Transparent;

    public int* Polygon;

    public int PolygonAllocated;

    public GdImage* Brush;

    public GdImage* Tile;

    public fixed int BrushColors[Colors];

    public fixed int TileColors[Colors];

    public int StyleLength;

    public int StylePosition;

    public int* Style;

    public int Interlace;

    public int Thickness;

    public fixed int Alpha[Colors];

    /// <summary>Whether there are colours in place of a palette.</summary>
    public int IsTrueColor;

    /// <summary>The rows of a picture of colours, each 7 bits of transparency and 8 of red, green and blue.</summary>
    public int** Pixels;
}
