namespace QuantGen.Testing.Onnx;

/// <summary>ONNX Runtime for tests: where <see cref="PathVariable"/> says, else in artifacts/onnxruntime, where <c>./build.sh test</c> puts it.</summary>
public static class OnnxRuntimes
{
    /// <summary>Names the environment variable with the library, or a folder in or below which it is.</summary>
    public const string PathVariable = "QUANTGEN_ORT";

    /// <summary>The library, or the folder of it; null if there is none.</summary>
    public static string? Path { get; } = Find();

    /// <summary>Why there is none; null if there is one.</summary>
    public static string? Missing => Path is not null ? null : $"ONNX Runtime is not there: install npm and run ./build.sh test, or set {PathVariable} to its library.";

    /// <summary>The folder with the node package of ONNX Runtime in its node_modules; null if there is none.</summary>
    public static string? NodeFolder
    {
        get
        {
            var folder = Path;
            while (folder is not null && !Directory.Exists(System.IO.Path.Combine(folder, "node_modules", "onnxruntime-node")))
                folder = System.IO.Path.GetDirectoryName(folder);

            return folder;
        }
    }

    private static string? Find() => Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } named
        ? System.IO.Path.GetFullPath(named)
        : RepositoryRoot.Combine("artifacts", "onnxruntime") is var installed && Directory.Exists(System.IO.Path.Combine(installed, "node_modules", "onnxruntime-node")) ? installed : null;
}
