namespace QuantGen.Checkpoints;

/// <summary>
/// How much memory reading a file may take: twice its length and a fixed allowance, so that a small file cannot ask for much. Whatever a
/// reader makes of a file is taken here first, the elements of tensors included.
/// </summary>
/// <param name="length">The length of the file.</param>
/// <param name="path">Its name for messages.</param>
internal sealed class ReadBudget(long length, string path)
{
    /// <summary>
    /// What a file of any length may take, 1 MiB: a network of a thousand tensors that have hardly an element each, whose names and extents
    /// take more than twice their file, is still read.
    /// </summary>
    public const int Allowance = 1 << 20;

    /// <summary>The cost of an object with a few fields.</summary>
    public const int ObjectCost = 64;

    /// <summary>The cost of a place in a list.</summary>
    public const int SlotCost = 16;

    private long _left = (2 * length) + Allowance;

    /// <summary>Takes a number of bytes, before they are asked for.</summary>
    /// <exception cref="CheckpointException">There are not as many left.</exception>
    public void Take(long bytes)
    {
        _left -= bytes;
        if (_left < 0)
            throw new CheckpointException($"The file '{path}' describes more than its {length} bytes can hold, so it is damaged, or " +
                "made to exhaust memory, and is not read.");
    }

    /// <summary>Takes what a text of so many bytes in UTF-8 takes at most.</summary>
    /// <exception cref="CheckpointException">There is not as much left.</exception>
    public void TakeText(long bytes) => Take(ObjectCost / 2 + (bytes * sizeof(char)));
}
