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
    /// What a file of any length may take, 48 KB: the tables that a reader begins with, and the names and extents of a network that has more
    /// of them than numbers.
    /// </summary>
    public const int Allowance = 48 << 10;

    /// <summary>The cost of an array or text besides what is in it.</summary>
    public const int ArrayCost = 24;

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

    /// <summary>Gives back what was taken for a while.</summary>
    public void Give(long bytes) => _left += bytes;

    /// <summary>Takes what a text of so many characters takes.</summary>
    /// <exception cref="CheckpointException">There is not as much left.</exception>
    public void TakeText(long length) => Take(ArrayCost + (length * sizeof(char)));
}
