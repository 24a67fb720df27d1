using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>How many threads an operator may use; libtorch begins with one for every physical core.</summary>
    public static int get_num_threads() => NativeMethods.Threads();

    /// <summary>Sets how many threads an operator may use, matrix products included.</summary>
    /// <param name="num">How many, at least one.</param>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The number is below one.</exception>
    public static void set_num_threads(int num) => NativeError.ThrowIfFailed(NativeMethods.SetThreads(num));

    /// <summary>How many threads run different operators at the same time.</summary>
    public static int get_num_interop_threads() => NativeMethods.InteropThreads();

    /// <summary>Sets how many threads run different operators at the same time; possible once, before the first use.</summary>
    /// <param name="num">How many, at least one.</param>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The number is below one, or it is too late.</exception>
    public static void set_num_interop_threads(int num) => NativeError.ThrowIfFailed(NativeMethods.SetInteropThreads(num));
}
