using TorchSharp.Utils;

namespace TorchSharp;

/// <content>
/// Tensors in TorchSharp's own file format: element type, number of dimensions, sizes, then the elements in row-major order.
/// </content>
public static partial class TensorExtensionMethods
{
    private const int BlockBytes = 1 << 24;

    public static void Save(this torch.Tensor tensor, BinaryWriter writer)
    {
        writer.Encode((int)tensor.dtype);
        writer.Encode(tensor.dim());
        foreach (var size in tensor.shape)
            writer.Encode(size);

        // Blocks, because a span ends at 2 GB.
        using var scope = torch.NewDisposeScope();
        var elements = tensor.detach().cpu().contiguous().reshape(-1);
        var step = BlockBytes / elements.ElementSize;
        for (var start = 0L; start < elements.numel(); start += step)
        {
            using var block = elements.narrow(0, start, Math.Min(step, elements.numel() - start));
            writer.Write(block.bytes);
        }
    }

    public static void Save(this torch.Tensor tensor, Stream stream)
    {
        using var writer = new BinaryWriter(stream);
        tensor.Save(writer);
    }

    public static void Save(this torch.Tensor tensor, string location) => tensor.Save(File.Create(location));

    /// <summary>Reads elements into a tensor of the same type and shape.</summary>
    /// <exception cref="ArgumentException">The type or shape differs.</exception>
    public static void Load(this torch.Tensor tensor, BinaryReader reader, bool skip = false)
    {
        var (type, shape) = ReadHeader(reader);
        if (type != tensor.dtype)
            throw new ArgumentException(
                "Mismatched tensor data types while loading. "
                + "Make sure that the model you are loading into is exactly the same as the origin.");
        if (!skip)
            CheckShape(tensor, shape);

        ReadElements(tensor, reader, skip);
    }

    /// <summary>Reads elements into a tensor of the same shape, or a new one.</summary>
    public static void Load(ref torch.Tensor? tensor, BinaryReader reader, bool skip = false)
    {
        var (type, shape) = ReadHeader(reader);
        if (tensor is null)
            tensor = torch.zeros(shape, type);
        else if (!skip)
            CheckShape(tensor, shape);

        ReadElements(tensor, reader, skip);
    }

    /// <summary>Reads a tensor; with <paramref name="skip"/> only its type and shape, passing over the elements.</summary>
    public static torch.Tensor Load(BinaryReader reader, bool skip = false)
    {
        torch.Tensor? tensor = null;
        Load(ref tensor, reader, skip);
        return tensor!;
    }

    private static (torch.ScalarType Type, long[] Shape) ReadHeader(BinaryReader reader)
    {
        var type = (torch.ScalarType)reader.Decode();
        var shape = new long[reader.Decode()];
        for (var i = 0; i < shape.Length; i++)
            shape[i] = reader.Decode();
        return (type, shape);
    }

    private static void CheckShape(torch.Tensor tensor, long[] shape)
    {
        if (!tensor.shape.AsSpan().SequenceEqual(shape))
            throw new ArgumentException(
                "Mismatched tensor shape while loading. "
                + "Make sure that the model you are loading into is exactly the same as the origin.");
    }

    private static void ReadElements(torch.Tensor tensor, BinaryReader reader, bool skip)
    {
        if (skip)
        {
            reader.BaseStream.Seek(tensor.numel() * tensor.ElementSize, SeekOrigin.Current);
            return;
        }

        using var unrecorded = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var elements = torch.empty(tensor.numel(), tensor.dtype);
        var step = BlockBytes / elements.ElementSize;
        for (var start = 0L; start < elements.numel(); start += step)
        {
            using var block = elements.narrow(0, start, Math.Min(step, elements.numel() - start));
            reader.BaseStream.ReadExactly(block.bytes);
        }

        tensor.copy_(elements.reshape(tensor.shape));
    }
}
