using static TorchSharp.torch;

namespace QuantGen.Checkpoints.PyTorch;

/// <summary>A state_dict that was found in a pickle.</summary>
/// <param name="Tensors">Its tensors by key, in order.</param>
/// <param name="Place">Where in the pickle it is, keys joined by slashes; empty when it is all there is.</param>
internal sealed record StateDict(IReadOnlyList<(string Key, PickleTensor Tensor)> Tensors, string Place)
{
    /// <summary>Finds the elements of the tensors in the file.</summary>
    /// <param name="place">Where a memory begins and how many bytes it takes.</param>
    /// <param name="budget">What the entries may take.</param>
    /// <param name="path">The file's name for messages.</param>
    /// <exception cref="CheckpointException">A memory is not there, or of another length than its tensors need.</exception>
    public CheckpointContent Locate(Func<PickleStorage, (long Offset, long Length)> place, ReadBudget budget, string path)
    {
        var entries = new List<CheckpointEntry>(Tensors.Count);
        var places = new Dictionary<string, (long Offset, long Length, ScalarType Type)>(StringComparer.Ordinal);
        foreach (var (key, tensor) in Tensors)
        {
            budget.Take(CheckpointEntry.Cost);
            if (!places.TryGetValue(tensor.Storage.Key, out var where))
            {
                var (start, bytes) = place(tensor.Storage);
                places.Add(tensor.Storage.Key, where = (start, bytes, tensor.Type));
                budget.Take(bytes);
            }

            var (offset, length, type) = where;
            if (type != tensor.Type)
                throw new CheckpointException($"The file '{path}' is damaged: the memory of '{ErrorText.Short(key)}' is of two types.");
            if (length != tensor.Storage.Length)
                throw new CheckpointException($"The file '{path}' is damaged: the memory of '{ErrorText.Short(key)}' has {length} " +
                    $"bytes instead of {tensor.Storage.Length}.");

            entries.Add(new CheckpointEntry(key, tensor.Type, tensor.Shape, offset, length)
            {
                Start = tensor.Start,
                Strides = tensor.Strides,
            });
        }

        string[] notes = Place.Length == 0 ? [] : [$"the state_dict was found under '{Place}'"];
        return new CheckpointContent(CheckpointFormat.PyTorch, entries) { Notes = notes };
    }
}
