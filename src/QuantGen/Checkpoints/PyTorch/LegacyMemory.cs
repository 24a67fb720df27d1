using System.Runtime.InteropServices;

namespace QuantGen.Checkpoints.PyTorch;

/// <summary>A memory in a file of before PyTorch 1.6.</summary>
/// <param name="Name">Its name in the list at the end of the pickles.</param>
/// <param name="Hash">The hash of the name.</param>
[StructLayout(LayoutKind.Auto)]
internal record struct LegacyMemory(PickleValue Name, int Hash)
{
    /// <summary>Its number among the references of what was saved; -1 when nothing refers to it.</summary>
    public int Storage { get; set; } = -1;

    /// <summary>Where it lies, to be changed in place.</summary>
    public TensorMemory Content;
}
