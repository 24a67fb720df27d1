using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>What a <see cref="NativeValue"/> holds. The numbers are those of <c>Tag</c> in handles.h.</summary>
internal enum ValueTag
{
    None, Tensor, Int, Double, Bool, Complex, String, IntList, DoubleList, BoolList, TensorList, OptionalTensorList, Generator, Device,
}

/// <summary>One argument or result as it crosses into native code: a tag and eight bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeValue
{
    /// <summary>How <see cref="Bits"/> is to be read.</summary>
    public ValueTag Tag;

    /// <summary>The number of items of a list or of bytes of a string; else unused.</summary>
    public int Length;

    /// <summary>An integer, the bits of a double, an address, or the type of a device above its index.</summary>
    public long Bits;
}
