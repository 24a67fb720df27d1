using static TorchSharp.torch;

namespace QuantGen.Checkpoints;

/// <summary>The memory of contiguous tensors on the processor, as spans even where it is longer than a span can be.</summary>
internal static class TensorBytes
{
    private const long PieceLength = 1 << 30;

    /// <summary>Hands out a tensor's memory in order.</summary>
    public static void ForEach(Tensor tensor, TensorBytesAction action)
    {
        if (tensor.numel() == 0)
            return;

        if (tensor.numel() * tensor.ElementSize <= PieceLength)
        {
            action(tensor.bytes);
            return;
        }

        using var flat = tensor.view(-1);
        var elements = PieceLength / tensor.ElementSize;
        for (var start = 0L; start < flat.numel(); start += elements)
        {
            using var piece = flat.narrow(0, start, Math.Min(elements, flat.numel() - start));
            action(piece.bytes);
        }
    }
}
