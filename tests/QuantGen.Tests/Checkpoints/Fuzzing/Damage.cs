using System.Buffers.Binary;
using System.Text;

namespace QuantGen.Tests.Checkpoints.Fuzzing;

/// <summary>Damages files: as disks and networks do, and as somebody does who knows the formats.</summary>
internal static class Damage
{
    private const int MostSteps = 4;

    private static readonly long[] Numbers = [0, 1, -1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, int.MaxValue, uint.MaxValue, 1L << 32, 1L << 40, long.MaxValue, long.MinValue, 2_147_483_591];

    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            // Pickles: a list in itself, nested lists, tuples and marks, calls, names, unknown memory, large memory numbers, long texts and
            // numbers.
            "]q\u0000h\u0000a", "]]]]]]]]", "((((((((", ")\u0085\u0085\u0085\u0085", "N\u0085q\u0001h\u0001\u0085", "R", "Q", "b", "u", "s", "t", "e", "a", ".", "0", "2",
            "cos\nsystem\n(X\u0002\u0000\u0000\u0000lstR", "cbuiltins\neval\n", "ctorch\nFloatStorage\n", "ctorch._utils\n_rebuild_tensor_v2\n", "r\u00ff\u00ff\u00ff\u00ff", "j\u00ff\u00ff\u00ff\u00ff",
            "X\u00ff\u00ff\u00ff\u007f", "\u008a\u00ff", "\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f", "J\u00ff\u00ff\u00ff\u00ff", "J\u00ff\u00ff\u00ff\u007f", "G\u007f\u00f0\u0000\u0000\u0000\u0000\u0000\u0000",
            "\u0095\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f", "\u0080\u0005",

            // JSON: nesting, members, numbers and texts that do not belong there.
            "[[[[[[[[", "{\"a\":", "}", "]", ",", ":", "\"", "-1", "1e999", "18446744073709551616", "9223372036854775807", "\\ud800", "\"dtype\":\"F32\",", "\"shape\":[0],", "\"data_offsets\":[0,0],", "null",
            "\"enabled\":false,", "\"bits\":17,", "\"quantizers\":{", "\"powerOfTwo\":{", "\"weightBits\":8,", "\"bias\":\"Int32\",", "\"a\":{\"weightBits\":4},",

            // Archives: the marks of their structures, the methods of compression.
            "PK\u0003\u0004", "PK\u0001\u0002", "PK\u0005\u0006", "PK\u0006\u0006", "PK\u0006\u0007", "\u0008\u0000", "QuantGen",
        }.Select(Encoding.Latin1.GetBytes),
    ];

    /// <summary>Damages a file.</summary>
    /// <param name="seed">The file.</param>
    /// <param name="others">Others of its format, to mix it with.</param>
    /// <param name="random">Where chance comes from.</param>
    public static byte[] Of(FuzzSeed seed, IReadOnlyList<FuzzSeed> others, Random random)
    {
        var bytes = seed.Bytes.ToList();
        for (var steps = 1 + random.Next(MostSteps); steps > 0; steps--)
            Step(bytes, seed, others, random);

        return [.. bytes];
    }

    private static void Step(List<byte> bytes, FuzzSeed seed, IReadOnlyList<FuzzSeed> others, Random random)
    {
        var place = Place(bytes.Count, seed, random);
        var length = Math.Min(1 + random.Next(32), bytes.Count - place);
        switch (random.Next(12))
        {
            case 0 or 1 when bytes.Count > 0:
                bytes[Math.Min(place, bytes.Count - 1)] ^= (byte)(1 << random.Next(8));
                break;
            case 2 when bytes.Count > 0:
                bytes[Math.Min(place, bytes.Count - 1)] = (byte)random.Next(256);
                break;
            case 3:
                bytes.RemoveRange(place, bytes.Count - place);
                break;
            case 4:
                bytes.RemoveRange(place, length);
                break;
            case 5:
                bytes.InsertRange(place, Random(1 + random.Next(16), random));
                break;
            case 6:
                bytes.InsertRange(place, bytes.GetRange(place, length));
                break;
            case 7 or 8:
                Overwrite(bytes, place, Number(random));
                break;
            case 9:
                Overwrite(bytes, place, Pieces[random.Next(Pieces.Length)]);
                break;
            case 10:
                // Once, or so often that it would take much memory.
                var piece = Pieces[random.Next(Pieces.Length)];
                bytes.InsertRange(place, Enumerable.Repeat(piece, random.Next(8) == 0 ? random.Next(2000) : 1).SelectMany(static part => part));
                break;
            default:
                var other = others[random.Next(others.Count)].Bytes;
                var from = random.Next(other.Length);
                Overwrite(bytes, place, other[from..Math.Min(other.Length, from + length)]);
                break;
        }
    }

    // Three times of four in what is not elements of tensors.
    private static int Place(int length, FuzzSeed seed, Random random)
    {
        if (random.Next(4) == 0)
            return random.Next(length + 1);

        var (offset, count) = seed.Structures[random.Next(seed.Structures.Count)].GetOffsetAndLength(seed.Bytes.Length);
        return Math.Min(length, offset + random.Next(count + 1));
    }

    private static byte[] Number(Random random)
    {
        var number = random.Next(3) == 0 ? random.NextInt64() : Numbers[random.Next(Numbers.Length)];
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return random.Next(4) == 0 ? [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F] : bytes[..(1 << random.Next(4))];
    }

    private static byte[] Random(int length, Random random)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static void Overwrite(List<byte> bytes, int place, byte[] piece)
    {
        for (var i = 0; i < piece.Length && place + i < bytes.Count; i++)
            bytes[place + i] = piece[i];
    }
}
