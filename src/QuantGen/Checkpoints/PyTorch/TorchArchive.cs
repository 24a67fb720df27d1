namespace QuantGen.Checkpoints.PyTorch;

/// <summary>Reads what <c>torch.save</c> writes since PyTorch 1.6: a zip archive of one pickle and of a file for the memory of each
/// tensor.</summary>
internal sealed class TorchArchive : ITensorMemories
{
    private const int LongestName = 1024;
    private readonly FileWindow _window;
    private readonly ZipDirectory _files;
    private readonly string _path;
    private readonly byte[] _folder;

    private TorchArchive(FileWindow window, ZipDirectory files, string path)
    {
        _window = window;
        _files = files;
        _path = path;
        _folder = Folder();
    }

    private static ReadOnlySpan<byte> Pickle => "data.pkl"u8;

    private static ReadOnlySpan<byte> LittleEndian => "little"u8;

    /// <summary>Lists the tensors of a state_dict.</summary>
    /// <param name="stream">The file, readable and seekable.</param>
    /// <param name="place">Where in the file the state_dict is; null to look for it.</param>
    /// <param name="names">What makes texts of the keys.</param>
    /// <param name="path">The file's name for messages.</param>
    /// <exception cref="CheckpointException">The file is damaged, of another kind, or holds no state_dict.</exception>
    public static CheckpointContent Read(Stream stream, string? place, KeyNames names, string path)
    {
        var budget = new ReadBudget(stream.Length, path);
        using var forNames = new FileWindow(stream);
        using var window = new FileWindow(stream);
        var files = ZipDirectory.Read(forNames, budget, path);
        var archive = new TorchArchive(window, files, path);
        if (archive.Find("constants.pkl"u8) >= 0)
            throw new CheckpointException($"The file '{path}' is a TorchScript program, not a state_dict; load it with torch.jit.load " +
                "in Python and save its state_dict().");

        archive.CheckByteOrder();
        var pickle = files.Plain(archive.Find(Pickle)).Content;
        var position = pickle.Offset;
        var saved = PickleMachine.Read(window, ref position, pickle.Offset + pickle.Length, budget, path);
        return new StateDictFinder(saved, path).Find(place).Locate(archive, names, budget, path);
    }

    /// <inheritdoc/>
    ref TensorMemory ITensorMemories.Find(Pickle pickle, PickleStorage storage)
    {
        Span<byte> name = stackalloc byte[LongestName];
        var key = pickle.Bytes(storage.Key);
        var index = -1;
        if ("data/"u8.Length + key.Length <= name.Length)
        {
            "data/"u8.CopyTo(name);
            key.CopyTo(name["data/"u8.Length..]);
            index = Find(name[..("data/"u8.Length + key.Length)]);
        }

        if (index < 0)
            throw new CheckpointException($"The archive '{_path}' is damaged: it lacks the memory '{pickle.Short(storage.Key)}' of a tensor.");

        return ref _files.Plain(index).Content;
    }

    // The one that the pickle is in, with the slash.
    private byte[] Folder()
    {
        byte[]? folder = null;
        for (var i = 0; i < _files.Count; i++)
        {
            var name = _files.NameOf(i);
            var length = name.IndexOf((byte)'/') + 1;
            if (length == 0 || !name[length..].SequenceEqual(Pickle))
                continue;

            folder = folder is null ? name[..length].ToArray() : throw NotOfTorch();
        }

        return folder ?? throw NotOfTorch();
    }

    private CheckpointException NotOfTorch() => new($"The file '{_path}' is an archive, but not one that torch.save wrote.");

    // The number of a file in that folder; -1 for none.
    private int Find(ReadOnlySpan<byte> name)
    {
        if (_folder.Length + name.Length > LongestName)
            return -1;

        Span<byte> whole = stackalloc byte[LongestName];
        _folder.CopyTo(whole);
        name.CopyTo(whole[_folder.Length..]);
        return _files.Find(whole[..(_folder.Length + name.Length)]);
    }

    private void CheckByteOrder()
    {
        var index = Find("byteorder"u8);
        if (index < 0)
            return;

        var order = _files.Plain(index).Content;
        if (order.Length != LittleEndian.Length || !_window.At(order.Offset, LittleEndian.Length).SequenceEqual(LittleEndian))
            throw new CheckpointException($"The file '{_path}' was saved on a machine that stores the highest byte of a number first; " +
                "save it again on another one.");
    }
}
