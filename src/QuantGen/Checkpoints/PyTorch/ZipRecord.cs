namespace QuantGen.Checkpoints.PyTorch;

/// <summary>A file in an archive.</summary>
/// <param name="Name">Its path in the archive.</param>
/// <param name="Offset">Where in the archive its content begins.</param>
/// <param name="Length">How many bytes of the archive it takes.</param>
/// <param name="IsPlain">Whether these are its content: it is neither compressed nor encrypted.</param>
internal sealed record ZipRecord(string Name, long Offset, long Length, bool IsPlain)
{
    /// <summary>The file, if its content can be read as it lies there.</summary>
    /// <param name="path">The archive's name for messages.</param>
    /// <exception cref="CheckpointException">It cannot.</exception>
    public ZipRecord Plain(string path) => IsPlain
        ? this
        : throw new CheckpointException($"The file '{ErrorText.Short(Name)}' in the archive '{path}' is compressed or encrypted, which " +
            "PyTorch never does; save the state_dict again with torch.save.");
}
