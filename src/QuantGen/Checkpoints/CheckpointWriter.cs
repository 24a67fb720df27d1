using System.Text;
using static TorchSharp.torch;

namespace QuantGen.Checkpoints;

/// <summary>
/// Writes the format that <see cref="CheckpointReader"/> reads: byte for byte what <c>Module.save</c> of TorchSharp writes, and then the
/// description of the quantizers, if there are any.
/// </summary>
internal static class CheckpointWriter
{
    /// <summary>Writes tensors under their keys, in order.</summary>
    public static void Write(Stream stream, IReadOnlyCollection<KeyValuePair<string, Tensor>> state, QuantizerDescriptions? descriptions)
    {
        Number(stream, state.Count);
        foreach (var (key, tensor) in state)
        {
            var name = Encoding.UTF8.GetBytes(key);
            Number(stream, name.Length);
            stream.Write(name);
            Number(stream, (long)tensor.dtype);
            Number(stream, tensor.shape.Length);
            foreach (var extent in tensor.shape)
                Number(stream, extent);

            using var scope = NewDisposeScope();
            TensorBytes.ForEach(tensor.detach().cpu().contiguous(), bytes => stream.Write(bytes));
        }

        if (descriptions is not null)
            DescriptionBlock.Write(stream, descriptions);
    }

    private static void Number(Stream stream, long number)
    {
        var rest = (ulong)number;
        for (; rest >= 0x80; rest >>= 7)
            stream.WriteByte((byte)(rest | 0x80));

        stream.WriteByte((byte)rest);
    }
}
