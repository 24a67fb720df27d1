using System.Runtime.InteropServices;

namespace QuantGen.Checkpoints.PyTorch;

/// <summary>A file in an archive.</summary>
/// <param name="NamePlace">Where in the archive its name is.</param>
/// <param name="NameLength">How many bytes the name has.</param>
/// <param name="Hash">The hash of the name.</param>
/// <param name="IsPlain">Whether its bytes are its content: it is neither compressed nor encrypted.</param>
/// <param name="Content">Where in the archive its bytes are.</param>
[StructLayout(LayoutKind.Auto)]
internal record struct ZipRecord(long NamePlace, ushort NameLength, int Hash, bool IsPlain, TensorMemory Content)
{
    /// <summary>Where in the archive its bytes are, and what is known of them, to be changed in place.</summary>
    public TensorMemory Content = Content;
}
