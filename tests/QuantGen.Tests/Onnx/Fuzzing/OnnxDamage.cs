using System.Buffers.Binary;

namespace QuantGen.Tests.Onnx.Fuzzing;

/// <summary>Damages models: as disks and networks do, and as somebody does who knows the format.</summary>
internal static class OnnxDamage
{
    private const int MostSteps = 4;

    private static readonly byte[][] Pieces =
    [
        // Fields of models, graphs, nodes, tensors and attributes with contents that are long, empty, nested or of another kind.
        [0x3A, 0x00], [0x0A, 0x00], [0x2A, 0x00], [0x5A, 0x00], [0x62, 0x00], [0x32, 0x00], [0x0A, 0x02, 0x0A, 0x00], [0x2A, 0x02, 0x32, 0x00],
        [0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0x4A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07], [0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
        [0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], [0x10, 0x01], [0x10, 0x07], [0x10, 0x08], [0x10, 0x00], [0x70, 0x01], [0xA0, 0x01, 0x05], [0xA0, 0x01, 0x07],
        [0x6A, 0x0A, 0x0A, 0x08, 0x6C, 0x6F, 0x63, 0x61, 0x74, 0x69, 0x6F, 0x6E], [0x0B], [0x0C], [0x0D, 0, 0, 0x80, 0x7F], [0x09], [0x12, 0x01, 0xFF], [0x22, 0x03, 1, 2, 3], [0x3A, 0x04, 1, 2, 3, 0x80],
    ];

    /// <summary>Damages a model.</summary>
    /// <param name="seed">The model.</param>
    /// <param name="others">Others, to mix it with.</param>
    /// <param name="random">Where chance comes from.</param>
    public static byte[] Of(byte[] seed, IReadOnlyList<byte[]> others, Random random)
    {
        var bytes = seed.ToList();
        for (var steps = 1 + random.Next(MostSteps); steps > 0; steps--)
            Step(bytes, others, random);

        return [.. bytes];
    }

    private static void Step(List<byte> bytes, IReadOnlyList<byte[]> others, Random random)
    {
        var place = random.Next(bytes.Count + 1);
        var length = Math.Min(1 + random.Next(32), bytes.Count - place);
        switch (random.Next(10))
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
                bytes.InsertRange(place, bytes.GetRange(place, length));
                break;
            case 6:
                Overwrite(bytes, place, Number(random));
                break;
            case 7:
                Overwrite(bytes, place, Pieces[random.Next(Pieces.Length)]);
                break;
            case 8:
                // Once, or so often that it would take much memory.
                var piece = Pieces[random.Next(Pieces.Length)];
                bytes.InsertRange(place, Enumerable.Repeat(piece, random.Next(8) == 0 ? random.Next(2000) : 1).SelectMany(static part => part));
                break;
            default:
                var other = others[random.Next(others.Count)];
                var from = random.Next(other.Length);
                Overwrite(bytes, place, other[from..Math.Min(other.Length, from + length)]);
                break;
        }
    }

    private static byte[] Number(Random random)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, random.NextInt64());
        return bytes[..(1 << random.Next(4))];
    }

    private static void Overwrite(List<byte> bytes, int place, byte[] piece)
    {
        for (var i = 0; i < piece.Length && place + i < bytes.Count; i++)
            bytes[place + i] = piece[i];
    }
}
