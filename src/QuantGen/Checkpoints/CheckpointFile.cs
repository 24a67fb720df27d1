using QuantGen.Checkpoints.Safetensors;
using static TorchSharp.torch;

namespace QuantGen.Checkpoints;

/// <summary>
/// A checkpoint file by itself, without a model: what tensors it holds and what it says about quantizers, to look at and to write in another
/// format or under other names. Reads the formats that <see cref="Checkpoint"/> reads. The file stays open until it is disposed.
/// </summary>
public sealed class CheckpointFile : IDisposable
{
    private const int BufferLength = 4096;
    private readonly FileStream _stream;
    private readonly CheckpointContent _content;

    private CheckpointFile(string path, FileStream stream, CheckpointContent content)
    {
        Path = path;
        _stream = stream;
        _content = content;
        Tensors = [.. content.Entries.Select(static entry => new CheckpointTensor(entry.Key, entry.Type, entry.Shape))];
        Quantizers = content.Descriptions is { } descriptions
            ? [.. descriptions.ByName.Select(static named => new CheckpointQuantizer(named.Key, named.Value.ToString()))]
            : [];
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Its format.</summary>
    public CheckpointFormat Format => _content.Format;

    /// <summary>Its tensors, in its order.</summary>
    public IReadOnlyList<CheckpointTensor> Tensors { get; }

    /// <summary>What it says about quantizers; empty when it says nothing.</summary>
    public IReadOnlyList<CheckpointQuantizer> Quantizers { get; }

    /// <summary>The version of QuantGen that wrote it; null when it does not say.</summary>
    public string? WrittenBy => _content.Descriptions?.Library;

    /// <summary>What was found out on the way: where in the file the state_dict was.</summary>
    public IReadOnlyList<string> Notes => _content.Notes;

    /// <summary>Opens a file and reads everything but the elements of tensors.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stateDict">As <see cref="LoadOptions.StateDict"/>: where in a file of PyTorch the state_dict is; null to look for it.</param>
    /// <exception cref="CheckpointException">The file cannot be read, is damaged, or holds more than tensors.</exception>
    public static CheckpointFile Open(string path, string? stateDict = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
            throw new CheckpointException($"The checkpoint '{path}' is a folder: give the name of a file.");

        FileStream? stream = null;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferLength);
            var file = new CheckpointFile(path, stream, ContentReader.Read(stream, stateDict, KeyNames.None, path));
            stream = null;
            return file;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"The checkpoint '{path}' cannot be read: {error.Message}", error);
        }
        finally
        {
            stream?.Dispose();
        }
    }

    /// <summary>Reads the elements of a tensor.</summary>
    /// <param name="key">The key of one of <see cref="Tensors"/>.</param>
    /// <returns>A tensor on the processor, of the type that it has in the file.</returns>
    /// <exception cref="ArgumentException">The file has no such key.</exception>
    /// <exception cref="CheckpointException">The file cannot be read any more.</exception>
    public Tensor Read(string key)
    {
        var entry = _content.Entries.FirstOrDefault(entry => string.Equals(entry.Key, key, StringComparison.Ordinal))
            ?? throw new ArgumentException($"The checkpoint '{Path}' has no tensor '{key}'.", nameof(key));

        using var scope = NewDisposeScope();
        return Elements([entry])[0].MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Writes the tensors, and what the file says about quantizers, to another file, which is replaced if it exists; its extension chooses the
    /// format, as for <c>Checkpoint.Save</c>. Everything is named and compared before the file is touched.
    /// </summary>
    /// <param name="path">The other file. It is written beside its place and moved there when complete.</param>
    /// <param name="options">The names in it; null for the same.</param>
    /// <returns>The keys that have another name now.</returns>
    /// <exception cref="ArgumentException">The extension is <c>.pt</c> or <c>.pth</c>: the format that it stands for is read only.</exception>
    /// <exception cref="CheckpointException">Two keys would have the same name, a part of the options matches no key, or the file cannot be
    /// written. What was there before still is.</exception>
    public IReadOnlyList<RenamedKey> SaveAs(string path, ConversionOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var format = CheckpointFormats.Of(path);
        var conversion = new KeyConversion(options ?? new ConversionOptions(), Path);
        var names = conversion.Apply(_content.Entries.Select(static entry => entry.Key));
        var descriptions = _content.Descriptions is { } described ? described with { ByName = KeyMap.Quantizers(described, conversion.Name, Path) } : null;
        conversion.RequireUse();

        using var scope = NewDisposeScope();
        var state = names.Zip(Elements(_content.Entries), KeyValuePair.Create).ToList();
        AtomicFile.Write(path, stream => Write(stream, format, state, descriptions));
        return [.. _content.Entries.Zip(names, static (entry, name) => new RenamedKey(entry.Key, name)).Where(static renamed => !string.Equals(renamed.Key, renamed.NewKey, StringComparison.Ordinal))];
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    /// <summary>Writes the content of a file.</summary>
    internal static void Write(
        Stream stream, CheckpointFormat format, IReadOnlyCollection<KeyValuePair<string, Tensor>> state, QuantizerDescriptions? descriptions)
    {
        if (format == CheckpointFormat.Safetensors)
            SafetensorsWriter.Write(stream, state.Select(static entry => SafetensorsTensor.Of(entry.Key, entry.Value)), SafetensorsDescription.Texts(descriptions));
        else
            CheckpointWriter.Write(stream, state, descriptions);
    }

    private List<Tensor> Elements(IEnumerable<CheckpointEntry> entries)
    {
        try
        {
            return ContentReader.ReadTensors(_stream, entries);
        }
        catch (IOException error)
        {
            throw new CheckpointException($"The checkpoint '{Path}' cannot be read: {error.Message}", error);
        }
    }
}
