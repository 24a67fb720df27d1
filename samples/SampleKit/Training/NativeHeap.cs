using System.Runtime.InteropServices;

namespace SampleKit.Training;

/// <summary>glibc's allocator, which returns the memory of each training step to the kernel and gets it back page by page in the next.</summary>
internal static class NativeHeap
{
    private const int TrimThreshold = -1;
    private const int MapThreshold = -3;

    /// <summary>
    /// Makes the allocator keep what is freed, which saves training steps their page faults. Does nothing where there is no glibc.
    /// </summary>
    public static void KeepFreedMemory()
    {
        if (!OperatingSystem.IsLinux())
            return;

        try
        {
            _ = SetOption(TrimThreshold, 2_000_000_000);
            _ = SetOption(MapThreshold, 1 << 25);
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            // Another C library: it has no such option, and training works without.
        }
    }

    [DllImport("libc.so.6", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetOption(int option, int value);
}
