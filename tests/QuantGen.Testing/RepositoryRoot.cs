using System.Runtime.CompilerServices;

namespace QuantGen.Testing;

/// <summary>Finds the folder of <c>QuantGen.sln</c>, so that tests can read files of the working tree and beside it.</summary>
public static class RepositoryRoot
{
    private const string Marker = "Directory.Packages.props";

    /// <summary>The root folder of the working tree.</summary>
    /// <exception cref="DirectoryNotFoundException">Neither the source files nor the build output lie in a working tree.</exception>
    public static string Path { get; } = Above(SourceFolder()) ?? Above(AppContext.BaseDirectory)
        ?? throw new DirectoryNotFoundException($"No folder above '{AppContext.BaseDirectory}' holds {Marker}.");

    /// <summary>A path below the root.</summary>
    public static string Combine(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    // The compiler's path comes first: build output may lie outside the tree. It is deterministic ("/_/...") in CI builds,
    // where the search from the output folder takes over.
    private static string? SourceFolder([CallerFilePath] string file = "") => System.IO.Path.GetDirectoryName(file);

    private static string? Above(string? folder)
    {
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder, Marker)))
            folder = System.IO.Path.GetDirectoryName(folder);

        return folder;
    }
}
