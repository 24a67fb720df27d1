using System.Globalization;
using System.Runtime.InteropServices;

namespace Segmentation.Data;

/// <summary>Width and height in pixels.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PictureSize(int Width, int Height)
{
    /// <summary>What divides both sides of a network's input: it halves them five times.</summary>
    public const int Divisor = 32;

    private const int Largest = 8192;

    /// <summary>The smallest size that a network takes and that holds this one.</summary>
    public PictureSize RoundedUp => new(RoundUp(Width), RoundUp(Height));

    /// <summary>Reads text such as <c>256x192</c>; null where it is no size that a network takes.</summary>
    public static PictureSize? Parse(string text)
    {
        var parts = text.Split('x');
        return parts.Length == 2 && Side(parts[0]) is { } width && Side(parts[1]) is { } height ? new PictureSize(width, height) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width}x{Height}");

    private static int? Side(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var side) && side is > 0 and <= Largest && side % Divisor == 0
            ? side
            : null;

    private static int RoundUp(int side) => (side + Divisor - 1) / Divisor * Divisor;
}
