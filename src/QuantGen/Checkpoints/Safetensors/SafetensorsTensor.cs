using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace QuantGen.Checkpoints.Safetensors;

/// <summary>A tensor that is to be written to a safetensors file.</summary>
/// <param name="Name">Its name, each once in a file.</param>
/// <param name="Type">The type of its elements: see <see cref="SafetensorsTypes"/>.</param>
/// <param name="Shape">Its extents; none for a single value.</param>
/// <param name="Write">Writes its elements row by row in little-endian order: as many bytes as type and extents ask for.</param>
internal sealed record SafetensorsTensor(string Name, ScalarType Type, long[] Shape, Action<Stream> Write)
{
    /// <summary>How many bytes the elements take.</summary>
    public long Length => Shape.Aggregate((long)CheckpointEntry.SizeOf(Type), static (length, extent) => checked(length * extent));

    /// <summary>A tensor of torch, which is read when the file is written.</summary>
    public static SafetensorsTensor Of(string name, Tensor tensor) => new(name, tensor.dtype, tensor.shape, stream =>
    {
        using var scope = NewDisposeScope();
        TensorBytes.ForEach(tensor.detach().cpu().contiguous(), bytes => stream.Write(bytes));
    });

    /// <summary>Numbers in memory, as <c>long</c>, <c>float</c> or <c>double</c>.</summary>
    /// <exception cref="ArgumentException">The extents do not hold as many.</exception>
    public static SafetensorsTensor Of<T>(string name, ReadOnlyMemory<T> values, params long[] shape)
        where T : unmanaged =>
        shape.Aggregate(1L, static (count, extent) => checked(count * extent)) == values.Length
            ? new(name, SafetensorsTypes.Of<T>(), shape, stream => stream.Write(MemoryMarshal.AsBytes(values.Span)))
            : throw new ArgumentException(
                $"The shape [{string.Join(", ", shape)}] of '{name}' does not hold {values.Length} values.", nameof(shape));
}
