using System.Buffers.Binary;

namespace SampleKit.Imaging;

/// <summary>Goes through a JPEG file from marker to marker (ITU-T T.81, annex B).</summary>
internal static class JpegMarkers
{
    /// <summary>Where the first one stands, behind the start of the picture.</summary>
    public const int First = 2;

    private const byte Prefix = 0xFF;
    private const byte StartOfScan = 0xDA;

    /// <summary>Whether a marker starts a frame; tables and extensions have numbers among those of frames.</summary>
    public static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    /// <summary>Where the next marker stands; -1 where none does.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="at">Where a marker stands that has a segment of at least two bytes.</param>
    public static int Next(ReadOnlySpan<byte> file, int at)
    {
        if (file[at] != Prefix)
            return -1;

        // Any number of bytes may fill the place before a marker.
        if (file[at + 1] == Prefix)
            return at + 1;

        var next = at + 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
        return file[at + 1] == StartOfScan ? BehindScan(file, next) : next;
    }

    /// <summary>In a scan, a prefix is followed by zero where it is data, and by the number of a restart within it.</summary>
    private static int BehindScan(ReadOnlySpan<byte> file, int at)
    {
        while (at + 1 < file.Length)
        {
            var found = file[at..].IndexOf(Prefix);
            if (found < 0 || at + found + 1 >= file.Length)
                return -1;

            at += found;
            if (file[at + 1] is not (0 or >= 0xD0 and <= 0xD7))
                return at;

            at += 2;
        }

        return -1;
    }
}
