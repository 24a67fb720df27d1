using System.Text;

namespace QuantGen.Testing.Fuzzing;

/// <summary>Damages texts that people write: as a slip of the hand does, a bad copy, and somebody who knows the grammar.</summary>
public static class TextDamage
{
    private const int MostSteps = 4;

    /// <summary>Damages a text.</summary>
    /// <param name="seed">A text that is in order.</param>
    /// <param name="others">Others of its kind, to mix it with.</param>
    /// <param name="pieces">Words of the grammar, right and wrong ones.</param>
    /// <param name="random">Where chance comes from.</param>
    /// <returns>The text in UTF-8, or what is left of that.</returns>
    public static byte[] Of(string seed, IReadOnlyList<string> others, IReadOnlyList<string> pieces, Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(seed).ToList();
        for (var steps = 1 + random.Next(MostSteps); steps > 0; steps--)
            Step(bytes, others, pieces, random);

        return [.. bytes];
    }

    private static void Step(List<byte> bytes, IReadOnlyList<string> others, IReadOnlyList<string> pieces, Random random)
    {
        var place = random.Next(bytes.Count + 1);
        var length = Math.Min(1 + random.Next(24), bytes.Count - place);
        switch (random.Next(11))
        {
            case 0 when bytes.Count > 0:
                bytes[Math.Min(place, bytes.Count - 1)] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when bytes.Count > 0:
                bytes[Math.Min(place, bytes.Count - 1)] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(place, bytes.Count - place);
                break;
            case 3:
                bytes.RemoveRange(place, length);
                break;
            case 4:
                bytes.InsertRange(place, bytes.GetRange(place, length));
                break;
            case 5:
                bytes.InsertRange(place, Enumerable.Repeat(Piece(), random.Next(16) == 0 ? random.Next(500) : 1).SelectMany(static piece => piece));
                break;
            case 6 or 7:
                ReplaceWord(bytes, place, Piece());
                break;
            case 8:
                MoveLine(bytes, place, random);
                break;
            case 9:
                bytes.InsertRange(place, new[] { "\u00e9", "\u00a0", "\ud83d\ude00", "\ufeff", "\r", "\t", "\0", "\u2028" }.Select(Encoding.UTF8.GetBytes).ElementAt(random.Next(8)));
                break;
            default:
                var other = Encoding.UTF8.GetBytes(others[random.Next(others.Count)]);
                var from = random.Next(other.Length);
                bytes.InsertRange(place, other[from..Math.Min(other.Length, from + (4 * length))]);
                break;
        }

        byte[] Piece() => Encoding.UTF8.GetBytes(pieces[random.Next(pieces.Count)]);
    }

    private static void ReplaceWord(List<byte> bytes, int place, byte[] piece)
    {
        var (start, end) = (place, place);
        while (start > 0 && IsOfWord(bytes[start - 1]))
            start--;
        while (end < bytes.Count && IsOfWord(bytes[end]))
            end++;

        bytes.RemoveRange(start, end - start);
        bytes.InsertRange(start, piece);

        static bool IsOfWord(byte letter) => letter > ' ' && letter is not ((byte)':' or (byte)',' or (byte)'"' or (byte)'{' or (byte)'}');
    }

    private static void MoveLine(List<byte> bytes, int place, Random random)
    {
        var end = bytes.IndexOf((byte)'\n', place);
        if (end < 0)
            return;

        var start = place;
        while (start > 0 && bytes[start - 1] != (byte)'\n')
            start--;

        var line = bytes.GetRange(start, end + 1 - start);
        if (random.Next(2) == 0)
            bytes.RemoveRange(start, line.Count);

        bytes.InsertRange(random.Next(bytes.Count + 1), line);
    }
}
