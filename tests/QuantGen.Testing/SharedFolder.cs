namespace QuantGen.Testing;

/// <summary>
/// The folder <c>shared</c> beside the working tree: reference listings, golden vectors and data sets that are too large, or not ours,
/// to be kept in the repository. Tests that need it are skipped where it is absent.
/// </summary>
public static class SharedFolder
{
    /// <summary>Where the folder is expected, whether it exists or not.</summary>
    public static string Path { get; } = System.IO.Path.GetFullPath(RepositoryRoot.Combine("..", "shared"));

    /// <summary>A path below the folder.</summary>
    public static string Combine(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Whether the file or folder at this path below the folder is there.</summary>
    public static bool Has(string relativePath) => System.IO.Path.Exists(Combine(relativePath));
}
