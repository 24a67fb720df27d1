using System.Runtime.InteropServices;
using QuantGen.Checkpoints;
using static TorchSharp.torch;

namespace QuantGen.Onnx;

/// <summary>
/// A constant of a model. Shaped like TensorProto in onnx.proto. Its elements stay where they are - in a tensor of torch, in a file, or not yet computed - until they are asked for.
/// </summary>
public sealed class OnnxTensor
{
    private readonly Action<Stream> _write;

    /// <summary>A constant.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="elementType">What its elements are.</param>
    /// <param name="dimensions">Its extents; none for a single value.</param>
    /// <param name="write">Writes its elements row by row in little-endian order, exactly as many bytes as type and extents ask for.</param>
    /// <exception cref="ArgumentException">An extent is negative, or the elements are of a type that cannot be held.</exception>
    internal OnnxTensor(string name, OnnxElementType elementType, IReadOnlyList<long> dimensions, Action<Stream> write)
    {
        Name = name;
        ElementType = elementType;
        Dimensions = dimensions;
        ByteLength = LengthOf(elementType, dimensions) ?? throw new ArgumentException($"The tensor '{name}' of {elementType}[{string.Join(", ", dimensions)}] cannot be.", nameof(dimensions));
        _write = write;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>What its elements are.</summary>
    public OnnxElementType ElementType { get; }

    /// <summary>Its extents; none for a single value.</summary>
    public IReadOnlyList<long> Dimensions { get; }

    /// <summary>How many bytes its elements take.</summary>
    public long ByteLength { get; }

    /// <summary>A tensor of torch, which is read when it is asked for: it must stay until then.</summary>
    /// <param name="name">The name.</param>
    /// <param name="values">The elements.</param>
    /// <exception cref="OnnxException">ONNX has no such elements.</exception>
    public static OnnxTensor Of(string name, Tensor values)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(values);
        return new(name, OnnxElementTypes.Of(values.dtype), values.shape, stream =>
        {
            using var scope = NewDisposeScope();
            TensorBytes.ForEach(values.detach().cpu().contiguous(), bytes => stream.Write(bytes));
        });
    }

    /// <summary>Numbers in memory.</summary>
    /// <typeparam name="T">float, double, bool, or an integer type.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="values">The elements row by row. They are not copied.</param>
    /// <param name="dimensions">The extents; none for a single value.</param>
    /// <exception cref="ArgumentException">The extents do not hold as many.</exception>
    /// <exception cref="NotSupportedException">ONNX has no such elements.</exception>
    public static OnnxTensor Of<T>(string name, ReadOnlyMemory<T> values, params IReadOnlyList<long> dimensions)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(dimensions);
        return LengthOf(OnnxElementTypes.Of<T>(), dimensions) == MemoryMarshal.AsBytes(values.Span).Length
            ? new(name, OnnxElementTypes.Of<T>(), dimensions, stream => stream.Write(MemoryMarshal.AsBytes(values.Span)))
            : throw new ArgumentException($"The shape [{string.Join(", ", dimensions)}] of '{name}' does not hold {values.Length} values.", nameof(dimensions));
    }

    /// <summary>Writes the elements row by row in little-endian order.</summary>
    /// <param name="stream">Where to.</param>
    /// <exception cref="OnnxException">The elements are in a file that is no longer what it was.</exception>
    public void CopyTo(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _write(stream);
    }

    /// <summary>The elements row by row.</summary>
    /// <typeparam name="T">The .NET type of <see cref="ElementType"/>.</typeparam>
    /// <exception cref="InvalidOperationException">The elements are of another type.</exception>
    /// <exception cref="OnnxException">The elements are in a file that is no longer what it was.</exception>
    public T[] ToArray<T>()
        where T : unmanaged
    {
        if (OnnxElementTypes.Of<T>() != ElementType)
            throw new InvalidOperationException($"The tensor '{Name}' is of type {ElementType}, not {typeof(T).Name}.");

        var bytes = new byte[ByteLength];
        using (var stream = new MemoryStream(bytes))
            CopyTo(stream);

        return MemoryMarshal.Cast<byte, T>(bytes).ToArray();
    }

    /// <summary>How many bytes elements of a type and of these extents take; null if there cannot be such.</summary>
    internal static long? LengthOf(OnnxElementType type, IReadOnlyList<long> dimensions)
    {
        long length = OnnxElementTypes.SizeOf(type);
        if (length == 0)
            return null;

        foreach (var extent in dimensions)
        {
            if (extent < 0 || (extent > 0 && length > long.MaxValue / extent))
                return null;
            length *= extent;
        }

        return length;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {ElementType}[{string.Join(", ", Dimensions)}]";
}
