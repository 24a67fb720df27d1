using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace QuantGen.Checkpoints.PyTorch;

/// <summary>The memory of one or several tensors in a file.</summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="Length">How many bytes it takes.</param>
[StructLayout(LayoutKind.Auto)]
internal record struct TensorMemory(long Offset, long Length)
{
    /// <summary>The type of the elements of the first tensor that it was asked for; null when none was.</summary>
    public ScalarType? Type { get; set; }
}
