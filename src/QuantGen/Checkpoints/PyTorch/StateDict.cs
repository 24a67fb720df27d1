namespace QuantGen.Checkpoints.PyTorch;

/// <summary>A state_dict that was found in a pickle.</summary>
/// <param name="Pickle">The pickle.</param>
/// <param name="Tensors">Its dictionary in it.</param>
/// <param name="Place">Where in the pickle it is, keys joined by slashes; empty when it is all there is.</param>
internal sealed record StateDict(Pickle Pickle, PickleValue Tensors, string Place)
{
    /// <summary>Whether it was looked for.</summary>
    public bool IsFound { get; init; }

    /// <summary>Finds the elements of the tensors in the file.</summary>
    /// <param name="memories">Where memory lies.</param>
    /// <param name="names">What makes texts of the keys.</param>
    /// <param name="budget">What the entries may take.</param>
    /// <param name="path">The file's name for messages.</param>
    /// <exception cref="CheckpointException">Something is no tensor, two have one name, or a memory is not there or of another length
    /// than its tensors need.</exception>
    public CheckpointContent Locate(ITensorMemories memories, KeyNames names, ReadBudget budget, string path)
    {
        var entries = new ChunkedList<CheckpointEntry>(budget);
        for (var items = Pickle.ItemsOf(Tensors); items.MoveNext(out var key, out var value);)
        {
            if (key.Kind != PickleKind.Text || value.Kind != PickleKind.Tensor)
                throw new CheckpointException($"The file '{path}' has at '{ErrorText.Short(Place)}' something else than tensors by " +
                    $"name; say where its state_dict is with {nameof(LoadOptions)}.{nameof(LoadOptions.StateDict)}.");

            budget.Take(CheckpointEntry.Cost);
            entries.Add(Entry(names.Of(Pickle.Bytes(key), budget), Pickle.Tensors[value.Index], memories, budget, path));
        }

        if (SortedEntries.FindTwice(entries) is { } twice)
            throw new CheckpointException($"The file '{path}' is damaged: it has two tensors '{ErrorText.Short(twice)}'.");

        string[] notes = IsFound ? [$"the state_dict was found under '{Place}'"] : [];
        return new CheckpointContent(CheckpointFormat.PyTorch, entries) { Notes = notes };
    }

    private CheckpointEntry Entry(string key, PickleTensor tensor, ITensorMemories memories, ReadBudget budget, string path)
    {
        var storage = Pickle.Storages[tensor.Storage];
        ref var memory = ref memories.Find(Pickle, storage);
        if (memory.Length != storage.Length)
            throw new CheckpointException($"The file '{path}' is damaged: the memory of '{ErrorText.Short(key)}' has {memory.Length} " +
                $"bytes instead of {storage.Length}.");

        if (memory.Type is null)
        {
            budget.Take(memory.Length);
            memory.Type = tensor.Type;
        }
        else if (memory.Type != tensor.Type)
        {
            throw new CheckpointException($"The file '{path}' is damaged: the memory of '{ErrorText.Short(key)}' is of two types.");
        }

        var shape = Pickle.Numbers(tensor.Shape);
        return new CheckpointEntry(key, tensor.Type, shape, memory.Offset, memory.Length)
        {
            Start = tensor.Start,
            Strides = IsRowByRow(tensor, shape) && CheckpointEntry.LengthOf(tensor.Type, shape) == memory.Length ? null : Pickle.Numbers(tensor.Strides),
        };
    }

    // Only then may the strides be left out: the elements are the memory, in order.
    private bool IsRowByRow(PickleTensor tensor, ReadOnlySpan<long> shape)
    {
        var stride = (Int128)1;
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            if (shape[axis] != 1 && Pickle.Item(tensor.Strides, axis).Number != stride)
                return false;

            stride *= Math.Max(1, shape[axis]);
        }

        return tensor.Start == 0;
    }
}
