namespace QuantGen.Checkpoints.PyTorch;

/// <summary>Knows where the memory of tensors lies in a file.</summary>
internal interface ITensorMemories
{
    /// <summary>The memory that a pickle refers to.</summary>
    /// <exception cref="CheckpointException">The file lacks it, or it cannot be read.</exception>
    ref TensorMemory Find(Pickle pickle, PickleStorage storage);
}
