namespace QuantGen.Checkpoints.PyTorch;

/// <summary>Reads what <c>torch.save</c> writes since PyTorch 1.6: a zip archive of one pickle and of a file for the memory of each
/// tensor.</summary>
internal static class TorchArchive
{
    private const string Pickle = "/data.pkl";

    private static ReadOnlySpan<byte> LittleEndian => "little"u8;

    /// <summary>Lists the tensors of a state_dict.</summary>
    /// <param name="stream">The file, readable and seekable.</param>
    /// <param name="place">Where in the file the state_dict is; null to look for it.</param>
    /// <param name="path">The file's name for messages.</param>
    /// <exception cref="CheckpointException">The file is damaged, of another kind, or holds no state_dict.</exception>
    public static CheckpointContent Read(Stream stream, string? place, string path)
    {
        var budget = new ReadBudget(stream.Length, path);
        var records = ZipDirectory.Read(stream, budget, path);
        var pickles = records.Values.Where(static record => IsPickle(record.Name)).ToList();
        if (pickles.Count != 1)
            throw new CheckpointException($"The file '{path}' is an archive, but not one that torch.save wrote.");

        var root = pickles[0].Name[..^Pickle.Length];
        if (records.ContainsKey(root + "/constants.pkl"))
            throw new CheckpointException($"The file '{path}' is a TorchScript program, not a state_dict; load it with torch.jit.load " +
                "in Python and save its state_dict().");

        CheckByteOrder(stream, records.GetValueOrDefault(root + "/byteorder"), path);
        var pickle = pickles[0].Plain(path);
        stream.Position = pickle.Offset;
        var (saved, _) = PickleMachine.Read(stream, pickle.Offset + pickle.Length, budget, path);
        return StateDictFinder.Find(saved, place, path).Locate(Place, budget, path);

        (long, long) Place(PickleStorage storage)
        {
            budget.TakeText(root.Length + storage.Key.Length);
            return records.TryGetValue($"{root}/data/{storage.Key}", out var record)
                ? (record.Plain(path).Offset, record.Length)
                : throw new CheckpointException($"The archive '{path}' is damaged: it lacks the memory " +
                    $"'{ErrorText.Short(storage.Key)}' of a tensor.");
        }
    }

    // In the one folder that there is.
    private static bool IsPickle(string name) =>
        name.EndsWith(Pickle, StringComparison.Ordinal) && name.IndexOf('/', StringComparison.Ordinal) == name.Length - Pickle.Length;

    private static void CheckByteOrder(Stream stream, ZipRecord? order, string path)
    {
        if (order is null)
            return;

        Span<byte> text = stackalloc byte[LittleEndian.Length];
        stream.Position = order.Plain(path).Offset;
        if (order.Length == text.Length)
            stream.ReadExactly(text);
        if (text.SequenceEqual(LittleEndian))
            return;

        throw new CheckpointException($"The file '{path}' was saved on a machine that stores the highest byte of a number first; save " +
            "it again on another one.");
    }
}
