using System.IO.Compression;

namespace QuantGen.Tests.Checkpoints;

/// <summary>Makes archives as torch.save does.</summary>
internal static class Archives
{
    /// <summary>An archive of a pickle and other files, stored as they are.</summary>
    public static byte[] Of(ReadOnlySpan<byte> pickle, params ReadOnlySpan<(string Name, byte[] Content)> others)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "archive/data.pkl", pickle);
            foreach (var (name, content) in others)
                Add(archive, name, content);
        }

        return memory.ToArray();
    }

    private static void Add(ZipArchive archive, string name, ReadOnlySpan<byte> content)
    {
        using var entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
        entry.Write(content);
    }
}
