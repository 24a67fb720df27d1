using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>Turns the status of a native call into an exception.</summary>
internal static unsafe class NativeError
{
    [ThreadStatic]
    private static ExceptionDispatchInfo? _pending;

    /// <summary>Keeps what a callback threw until the native call around it has returned; native frames must not be unwound.</summary>
    internal static void Hold(Exception exception) => _pending = ExceptionDispatchInfo.Capture(exception);

    /// <summary>Throws if a native call has failed.</summary>
    /// <param name="status">The status: negative is failure.</param>
    /// <exception cref="ExternalException">The call failed; the message is libtorch's.</exception>
    internal static void ThrowIfFailed(int status)
    {
        if (status < 0)
            Throw();
    }

    [DoesNotReturn]
    private static void Throw()
    {
        var held = _pending;
        _pending = null;
        held?.Throw();
        throw new ExternalException(Marshal.PtrToStringUTF8((nint)NativeMethods.LastError()));
    }
}
