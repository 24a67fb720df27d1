using QuantGen.Checkpoints.PyTorch;
using QuantGen.Checkpoints.Safetensors;
using static TorchSharp.torch;

namespace QuantGen.Checkpoints;

/// <summary>Reads checkpoint files of any format, which they show in their first bytes.</summary>
internal static class ContentReader
{
    private const int StartLength = 32;

    /// <summary>Lists the tensors of a file.</summary>
    /// <param name="stream">The file, readable and seekable, at its beginning.</param>
    /// <param name="place">Where in a file of PyTorch the state_dict is; null to look for it.</param>
    /// <param name="names">What makes texts of the keys.</param>
    /// <param name="path">The file's name for messages.</param>
    /// <exception cref="CheckpointException">The file is of no known format, or damaged.</exception>
    public static CheckpointContent Read(Stream stream, string? place, KeyNames names, string path)
    {
        Span<byte> buffer = stackalloc byte[StartLength];
        var start = buffer[..stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        if (ZipDirectory.Recognises(start))
            return TorchArchive.Read(stream, place, names, path);
        if (LegacyFile.Recognises(start))
            return LegacyFile.Read(stream, place, names, path);
        if (place is not null)
            throw new CheckpointException($"The file '{path}' is not one that torch.save of PyTorch wrote, so that " +
                $"{nameof(LoadOptions)}.{nameof(LoadOptions.StateDict)} has no meaning for it.");

        return SafetensorsFile.Recognises(stream) ? ReadSafetensors(stream, names, path) : CheckpointReader.Read(stream, names, path);
    }

    /// <summary>Reads the elements of some entries.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="entries">Entries of it.</param>
    /// <returns>A tensor on the processor for each. Those that share memory in the file share it here.</returns>
    public static List<Tensor> ReadTensors(Stream stream, IEnumerable<CheckpointEntry> entries)
    {
        var memory = new Dictionary<long, Tensor>();
        var tensors = new List<Tensor>();
        foreach (var entry in entries)
        {
            if (entry.Shape.Contains(0))
            {
                tensors.Add(empty(entry.Shape, entry.Type));
                continue;
            }

            if (!memory.TryGetValue(entry.Offset, out var elements))
                memory.Add(entry.Offset, elements = ReadMemory(stream, entry));

            tensors.Add(entry.Strides is { } strides ? elements.as_strided(entry.Shape, strides, entry.Start) : elements.view(entry.Shape));
        }

        return tensors;
    }

    private static Tensor ReadMemory(Stream stream, CheckpointEntry entry)
    {
        var elements = empty([entry.Length / CheckpointEntry.SizeOf(entry.Type)], entry.Type);
        stream.Position = entry.Offset;
        TensorBytes.ForEach(elements, stream.ReadExactly);
        return elements;
    }

    private static CheckpointContent ReadSafetensors(Stream stream, KeyNames names, string path)
    {
        using var file = SafetensorsFile.Read(stream, names, path);
        return new CheckpointContent(CheckpointFormat.Safetensors, file.Entries) { Descriptions = SafetensorsDescription.Read(file, path) };
    }
}
