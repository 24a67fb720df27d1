using System.Buffers.Binary;

namespace QuantGen.Checkpoints.PyTorch;

/// <summary>The memory of tensors in a file of before PyTorch 1.6: a list of names, and behind it, for each, a number of elements and the
/// elements.</summary>
internal sealed class LegacyMemories : ITensorMemories
{
    private readonly ChunkedList<LegacyMemory> _memories;
    private readonly NameIndex _names;
    private readonly Pickle _list;
    private readonly string _path;

    private LegacyMemories(Pickle list, ReadBudget budget, string path)
    {
        (_list, _path) = (list, path);
        if (list.Root.Kind != PickleKind.List)
            throw Damaged("it has no list of the memory of its tensors");

        _memories = new ChunkedList<LegacyMemory>(budget);
        for (var items = list.ItemsOf(list.Root); items.MoveNext();)
        {
            if (items.Current.Kind != PickleKind.Text)
                throw Damaged("its list of memory has something that is no name");

            _memories.Add(new LegacyMemory(items.Current, NameIndex.Hash(list.Bytes(items.Current))));
        }

        _names = new NameIndex(_memories.Count, index => _memories[index].Hash, budget);
    }

    /// <summary>Finds all memory.</summary>
    /// <param name="window">The file.</param>
    /// <param name="saved">What was saved, which says of what type the elements are.</param>
    /// <param name="list">The names.</param>
    /// <param name="position">Where the first memory is; then the place behind the last.</param>
    /// <param name="budget">What may be taken.</param>
    /// <param name="path">The file's name for messages.</param>
    /// <exception cref="CheckpointException">The file is damaged.</exception>
    public static LegacyMemories Read(FileWindow window, Pickle saved, Pickle list, ref long position, ReadBudget budget, string path)
    {
        var memories = new LegacyMemories(list, budget, path);
        memories.Refer(saved);
        memories.Locate(window, saved, ref position);
        return memories;
    }

    /// <inheritdoc/>
    public ref TensorMemory Find(Pickle pickle, PickleStorage storage)
    {
        var index = IndexOf(pickle, storage.Key);
        if (index < 0)
            throw Damaged($"it lacks the memory '{pickle.Short(storage.Key)}' of a tensor");

        return ref _memories[index].Content;
    }

    private void Refer(Pickle saved)
    {
        for (var i = 0; i < saved.Storages.Count; i++)
        {
            var storage = saved.Storages[i];
            var index = IndexOf(saved, storage.Key);
            if (index < 0)
                continue;

            ref var memory = ref _memories[index];
            if (memory.Storage < 0)
                memory.Storage = i;
            else if (saved.Storages[memory.Storage] is var first && (first.Type != storage.Type || first.Count != storage.Count))
                throw Damaged($"the memory '{saved.Short(storage.Key)}' of its tensors is of two kinds");
        }
    }

    private void Locate(FileWindow window, Pickle saved, ref long position)
    {
        Span<byte> count = stackalloc byte[sizeof(long)];
        for (var i = 0; i < _memories.Count; i++)
        {
            ref var memory = ref _memories[i];
            if (memory.Storage < 0)
                throw Damaged("its list of memory names some that no tensor has, or one twice");

            var storage = saved.Storages[memory.Storage];
            if (storage.Length is not { } length || sizeof(long) > window.Length - position || length > window.Length - position - sizeof(long))
                throw Damaged("it is cut short");

            window.Read(position, count);
            if (BinaryPrimitives.ReadInt64LittleEndian(count) != storage.Count)
                throw Damaged($"the memory '{_list.Short(memory.Name)}' is of another length than its tensors need");

            memory.Content = new TensorMemory(position + sizeof(long), length);
            position = memory.Content.Offset + length;
        }
    }

    private int IndexOf(Pickle pickle, PickleValue key)
    {
        Span<byte> name = stackalloc byte[KeyNames.Longest];
        name = name[..key.Size];
        pickle.Bytes(key).CopyTo(name);
        foreach (var index in _names.Find(NameIndex.Hash(name)))
        {
            if (_list.Bytes(_memories[index].Name).SequenceEqual(name))
                return index;
        }

        return -1;
    }

    private CheckpointException Damaged(string why) => new($"The file '{_path}' is damaged: {why}.");
}
