using System.Runtime.CompilerServices;

namespace QuantGen.Onnx.Wire;

/// <summary>
/// How much memory reading a model may take: four times its length and a fixed allowance, so that a small file cannot ask for much. Whatever the reader makes is taken here first, the file's own
/// bytes included.
/// </summary>
/// <param name="length">The length of the file.</param>
/// <param name="source">Its name for messages.</param>
internal sealed class OnnxBudget(long length, string source)
{
    /// <summary>What a file of any length may take, 64 KB: the table of names that the reader begins with, and models that are nodes more than numbers.</summary>
    public const int Allowance = 64 << 10;

    /// <summary>The cost of an object, array or text besides what is in it, and of rounding up to words.</summary>
    public const int ObjectCost = 24;

    private const int Factor = 4;
    private long _left = (Factor * length) + Allowance;

    /// <summary>Takes a number of bytes, before they are asked for.</summary>
    /// <exception cref="OnnxException">There are not as many left.</exception>
    public void Take(long bytes)
    {
        _left -= bytes;
        if (_left < 0)
            throw new OnnxException($"The model in {source} describes more than its {length} bytes can hold, so it is damaged, or made to exhaust memory, and is not read.");
    }

    /// <summary>An array, taken before it is made.</summary>
    /// <exception cref="OnnxException">There is not as much left.</exception>
    public T[] Array<T>(int length)
    {
        if (length == 0)
            return [];

        Take(ObjectCost + ((long)length * Unsafe.SizeOf<T>()));
        return new T[length];
    }
}
