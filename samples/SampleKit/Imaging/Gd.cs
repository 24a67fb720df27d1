using System.Reflection;
using System.Runtime.InteropServices;

namespace SampleKit.Imaging;

/// <summary>The functions of libgd (https://libgd.github.io/manuals/2.3.3) that are used here.</summary>
internal static unsafe partial class Gd
{
    private const string Library = "gd";

    // The name that Debian, Homebrew, and the builds for Windows give it.
    private static readonly string[] FileNames = ["libgd.so.3", "libgd.3.dylib", "libgd.dll"];

    static Gd()
    {
        NativeLibrary.SetDllImportResolver(typeof(Gd).Assembly, Resolve);
        if (IsAvailable)
            GdErrors.Collect();
    }

    /// <summary>Whether the library is installed.</summary>
    public static bool IsAvailable { get; } = Resolve(Library, typeof(Gd).Assembly, searchPath: null) != 0;

    [LibraryImport(Library, EntryPoint = "gdImageCreateFromPngPtr")]
    public static partial GdImage* DecodePng(int size, byte* data);

    /// <summary>With <paramref name="ignoreWarnings"/> 0 a file that had to be mended, such as one cut short, gives no picture.</summary>
    [LibraryImport(Library, EntryPoint = "gdImageCreateFromJpegPtrEx")]
    public static partial GdImage* DecodeJpeg(int size, byte* data, int ignoreWarnings);

    [LibraryImport(Library, EntryPoint = "gdImageCreateTrueColor")]
    public static partial GdImage* Create(int width, int height);

    [LibraryImport(Library, EntryPoint = "gdImageDestroy")]
    public static partial void Destroy(GdImage* image);

    [LibraryImport(Library, EntryPoint = "gdImagePngPtrEx")]
    public static partial byte* EncodePng(GdImage* image, out int size, int level);

    [LibraryImport(Library, EntryPoint = "gdImageJpegPtr")]
    public static partial byte* EncodeJpeg(GdImage* image, out int size, int quality);

    [LibraryImport(Library, EntryPoint = "gdFree")]
    public static partial void Free(byte* memory);

    [LibraryImport(Library, EntryPoint = "gdFontGetSmall")]
    public static partial nint SmallFont();

    [LibraryImport(Library, EntryPoint = "gdImageString", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void DrawText(GdImage* image, nint font, int x, int y, string text, int color);

    [LibraryImport(Library, EntryPoint = "gdSetErrorMethod")]
    internal static partial void SetErrorMethod(delegate* unmanaged[Cdecl]<int, byte*, nint, void> method);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != Library)
            return 0;

        foreach (var file in FileNames)
        {
            if (NativeLibrary.TryLoad(file, assembly, searchPath, out var handle))
                return handle;
        }

        return 0;
    }
}
