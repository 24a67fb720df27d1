using System.Runtime.InteropServices;

namespace QuantGen.Onnx.Runtime;

/// <summary>Texts in UTF-8 that end with a zero, in native memory.</summary>
internal sealed unsafe class OrtTexts : IDisposable
{
    private readonly int _count;

    /// <summary>Copies texts.</summary>
    public OrtTexts(IReadOnlyList<string> texts)
    {
        _count = texts.Count;
        Pointers = (nint*)NativeMemory.AllocZeroed((nuint)Math.Max(1, _count), (nuint)sizeof(nint));
        for (var i = 0; i < _count; i++)
            Pointers[i] = Marshal.StringToCoTaskMemUTF8(texts[i]);
    }

    /// <summary>One pointer a text.</summary>
    public nint* Pointers { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        for (var i = 0; i < _count; i++)
            Marshal.FreeCoTaskMem(Pointers[i]);

        NativeMemory.Free(Pointers);
    }
}
