using System.Runtime.InteropServices;

namespace QuantGen.Onnx.Runtime;

/// <summary>Something of ONNX Runtime's that must be given back.</summary>
internal sealed unsafe class OrtHandle : SafeHandle
{
    private readonly delegate* unmanaged[Cdecl]<nint, void> _release;

    /// <summary>Takes over what a function made.</summary>
    /// <param name="value">The pointer.</param>
    /// <param name="release">The function that gives it back.</param>
    public OrtHandle(nint value, nint release)
        : base(invalidHandleValue: 0, ownsHandle: true)
    {
        _release = (delegate* unmanaged[Cdecl]<nint, void>)release;
        SetHandle(value);
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>The pointer, which is good as long as this object is kept.</summary>
    public nint Value => IsClosed ? throw new ObjectDisposedException(nameof(OrtHandle)) : handle;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        _release(handle);
        return true;
    }
}
