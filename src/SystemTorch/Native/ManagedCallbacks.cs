using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>
/// The two functions that native code calls: one runs the backward of a custom function, one lets go of an object that native
/// code held by a <see cref="GCHandle"/>. They are registered before the first object is handed over.
/// </summary>
internal static unsafe class ManagedCallbacks
{
    static ManagedCallbacks() => NativeMethods.SetCallbacks(&Backward, &Release);

    /// <inheritdoc cref="NativeMethods.FromBlob"/>
    internal static int FromBlob(void* data, long* sizes, int dim, int dtype, nint state, nint* result) =>
        NativeMethods.FromBlob(data, sizes, dim, dtype, state, result);

    /// <inheritdoc cref="NativeMethods.TieFunction"/>
    internal static int TieFunction(nint state, nint* lists, int* counts, int materializesGradients, nint* results) =>
        NativeMethods.TieFunction(state, lists, counts, materializesGradients, results);

    [UnmanagedCallersOnly]
    private static int Backward(nint state, nint context, nint* gradients, int count, nint* results, int resultCount)
    {
        try
        {
            var node = (torch.autograd.AutogradContext)GCHandle.FromIntPtr(state).Target!;
            node.RunBackward(context, new ReadOnlySpan<nint>(gradients, count), new Span<nint>(results, resultCount));
            return 0;
        }
        catch (Exception exception) // Nothing may unwind native frames; the call that runs backward throws it again.
        {
            NativeError.Hold(exception);
            return -1;
        }
    }

    [UnmanagedCallersOnly]
    private static void Release(nint state) => GCHandle.FromIntPtr(state).Free();
}
