using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SampleKit.Imaging;

/// <summary>
/// What libgd says of damaged files. It would write that to the standard error stream; here it is kept for the thread that decodes, to
/// go into the message that names the file.
/// </summary>
internal static unsafe partial class GdErrors
{
    private const int Longest = 256;

    [ThreadStatic]
    private static string? _last;

    /// <summary>Makes libgd hand its messages over. This holds for the whole process, as libgd has one such function only.</summary>
    public static void Collect() => Gd.SetErrorMethod(&Keep);

    /// <summary>Forgets what was said before.</summary>
    public static void Clear() => _last = null;

    /// <summary>What was said since, without the library's own names; or that nothing was.</summary>
    public static string Take()
    {
        var message = _last;
        _last = null;
        if (string.IsNullOrWhiteSpace(message))
            return "it is damaged";

        var text = message.Trim().TrimEnd('.');
        return text[(text.LastIndexOf("error:", StringComparison.Ordinal) is >= 0 and var at ? at + "error:".Length : 0)..].Trim();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Keep(int priority, byte* format, nint arguments)
    {
        // The first message is the cause; what follows it are its consequences.
        if (_last is null)
            _last = Format(format, arguments);
    }

    private static string? Format(byte* format, nint arguments)
    {
        // Only there the list of arguments is certain to travel as a pointer under this name of the C library.
        if (!OperatingSystem.IsLinux())
            return null;

        var text = stackalloc byte[Longest];
        return FormatList(text, Longest, format, arguments) < 0 ? null : Marshal.PtrToStringUTF8((nint)text);
    }

    [LibraryImport("libc", EntryPoint = "vsnprintf")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FormatList(byte* text, nuint size, byte* format, nint arguments);
}
