using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace QuantGen.Checkpoints.PyTorch;

/// <summary>A reference to the memory of a tensor, which is named in a pickle and kept elsewhere in the file.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Type">The type of its elements; null for bytes without one.</param>
/// <param name="Count">How many elements, or bytes, it has.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PickleStorage(PickleValue Key, ScalarType? Type, long Count)
{
    /// <summary>How many bytes it takes; null when there are more than a file can hold.</summary>
    public long? Length => CheckpointEntry.LengthOf(Type ?? ScalarType.Byte, [Count]);
}
