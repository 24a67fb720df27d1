using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using QuantGen.Onnx.Runtime;

namespace QuantGen.Onnx;

/// <summary>ONNX Runtime's library, loaded from a file: no package is needed. The one in the npm package onnxruntime-node serves.</summary>
public sealed unsafe class OnnxRuntimeLibrary : IDisposable
{
    /// <summary>The environment variable that names the library, or a folder that holds it.</summary>
    public const string PathVariable = "QUANTGEN_ORT";

    private const int LogErrors = 3;
    private static readonly string[] _fileNames = ["libonnxruntime.so.1", "libonnxruntime.so", "libonnxruntime.dylib", "libonnxruntime.1.dylib", "onnxruntime.dll"];

    private readonly nint* _functions;
    private readonly OrtHandle _environment;

    private OnnxRuntimeLibrary(string path, nint* functions)
    {
        Path = path;
        _functions = functions;
        nint environment;
        fixed (byte* name = "QuantGen\0"u8)
            Check(((delegate* unmanaged[Cdecl]<int, byte*, nint*, nint>)Function(OrtApi.CreateEnv))(LogErrors, name, &environment));

        _environment = new OrtHandle(environment, Function(OrtApi.ReleaseEnv));
    }

    /// <summary>The file that was loaded.</summary>
    public string Path { get; }

    /// <summary>What sessions are made in.</summary>
    internal nint Environment => _environment.Value;

    /// <summary>Loads the library if it is there.</summary>
    /// <param name="path">The library, or a folder in or below which it is; null for what <see cref="PathVariable"/> says.</param>
    /// <param name="library">The library; null if it cannot be loaded.</param>
    /// <param name="reason">Why it cannot be loaded; null if it was.</param>
    public static bool TryLoad(string? path, [NotNullWhen(true)] out OnnxRuntimeLibrary? library, [NotNullWhen(false)] out string? reason)
    {
        library = null;
        path ??= System.Environment.GetEnvironmentVariable(PathVariable);
        if (string.IsNullOrEmpty(path))
        {
            reason = $"No ONNX Runtime is known: name its library, or set {PathVariable} to it.";
            return false;
        }

        if (Find(path) is not { } file)
        {
            reason = $"There is no library of ONNX Runtime at '{path}'.";
            return false;
        }

        if (!NativeLibrary.TryLoad(file, out var handle) || !NativeLibrary.TryGetExport(handle, "OrtGetApiBase", out var export))
        {
            reason = $"The file '{file}' is no library of ONNX Runtime for this machine.";
            return false;
        }

        // The base is a table of two functions, of which the first gives the table of a version.
        var table = (nint*)((delegate* unmanaged[Cdecl]<nint>)export)();
        var functions = (nint*)((delegate* unmanaged[Cdecl]<uint, nint>)table[0])(OrtApi.Version);
        if (functions is null)
        {
            reason = $"The library '{file}' is older than ONNX Runtime 1.{OrtApi.Version}.";
            return false;
        }

        library = new OnnxRuntimeLibrary(file, functions);
        reason = null;
        return true;
    }

    /// <summary>Loads the library.</summary>
    /// <param name="path">The library, or a folder in or below which it is; null for what <see cref="PathVariable"/> says.</param>
    /// <exception cref="OnnxException">It is not there, or is none.</exception>
    public static OnnxRuntimeLibrary Load(string? path = null) => TryLoad(path, out var library, out var reason) ? library : throw new OnnxException(reason);

    /// <inheritdoc/>
    public void Dispose() => _environment.Dispose();

    /// <summary>A function of the table.</summary>
    internal nint Function(int place) => _functions[place];

    /// <summary>Takes over something that a function made.</summary>
    /// <param name="value">The pointer.</param>
    /// <param name="release">The place of the function that gives it back.</param>
    internal OrtHandle Own(nint value, int release) => new(value, Function(release));

    /// <summary>Throws what a function that failed says.</summary>
    /// <param name="status">What it returned.</param>
    /// <exception cref="OnnxException">It failed.</exception>
    internal void Check(nint status)
    {
        if (status == 0)
            return;

        using var owned = Own(status, OrtApi.ReleaseStatus);
        var message = Marshal.PtrToStringUTF8(((delegate* unmanaged[Cdecl]<nint, nint>)Function(OrtApi.GetErrorMessage))(status)) ?? "";
        throw new OnnxException($"ONNX Runtime: {message.ReplaceLineEndings(" ").TrimEnd()}");
    }

    private static string? Find(string path)
    {
        if (File.Exists(path))
            return System.IO.Path.GetFullPath(path);
        if (!Directory.Exists(path))
            return null;

        return _fileNames.SelectMany(name => Directory.EnumerateFiles(path, name, SearchOption.AllDirectories)).FirstOrDefault() is { } file ? System.IO.Path.GetFullPath(file) : null;
    }
}
