using System.IO.Compression;
using System.Xml.Linq;
using QuantGen.Testing;

namespace QuantGen.Package.Tests.Support;

/// <summary>A folder with the packages, made from what was built, and a place for projects that use nothing else of this repository.</summary>
public sealed class PackageFeed : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("quantgen-packages-").FullName;

    /// <summary>Makes the packages.</summary>
    public PackageFeed()
    {
        Dotnet = new Dotnet(Path.Combine(_root, "packages"));
        Directory.CreateDirectory(Packages);

        // The machine's own sources stay: on TorchSharp, its packages come from there.
        File.WriteAllText(Path.Combine(_root, "NuGet.config"), $"""
            <configuration>
              <packageSources>
                <add key="quantgen" value="{Packages}" />
              </packageSources>
            </configuration>
            """);

        var pack = new Dotnet(packagesFolder: null);
        string[] projects = Build.OnSystemTorch ? ["src/SystemTorch", "src/QuantGen", "templates"] : ["src/QuantGen", "templates"];
        foreach (var project in projects)
        {
            pack.Run(
                RepositoryRoot.Path, "pack", project, "--no-build", "--configuration", Build.Configuration, "--artifacts-path", Build.ArtifactsPath,
                "--output", Packages, "-m:1");
        }
    }

    /// <summary>The command, with a packages folder of its own.</summary>
    internal Dotnet Dotnet { get; }

    /// <summary>The folder that holds the packages.</summary>
    public string Packages => Path.Combine(_root, "feed");

    /// <summary>A path in the folder for projects.</summary>
    public string Combine(string name) => Path.Combine(_root, name);

    /// <summary>The files in a package, ordered, without what the format itself asks for.</summary>
    /// <param name="id">The package.</param>
    /// <param name="extension">Of the package file.</param>
    public IEnumerable<string> FilesOf(string id, string extension = "nupkg")
    {
        using var package = Open(id, extension);
        return [.. package.Entries.Select(static entry => entry.FullName).Where(static name => !IsPartOfTheFormat(name)).Order(StringComparer.Ordinal)];
    }

    /// <summary>The description of a package.</summary>
    public XElement NuspecOf(string id)
    {
        using var stream = new MemoryStream(Read(id, id + ".nuspec"));
        var root = XDocument.Load(stream).Root!;
        return root.Element(root.Name.Namespace + "metadata")!;
    }

    /// <summary>A file in a package.</summary>
    public byte[] Read(string id, string name)
    {
        using var package = Open(id, "nupkg");
        using var stream = package.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>The version of a package, by the name of its file.</summary>
    public string VersionOf(string id) => Path.GetFileNameWithoutExtension(FileOf(id, "nupkg"))[(id.Length + 1)..];

    /// <summary>The file of a package.</summary>
    public string FileOf(string id, string extension) =>
        Directory.GetFiles(Packages, $"{id}.*.{extension}").Single(file => char.IsAsciiDigit(Path.GetFileName(file)[id.Length + 1]));

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_root, recursive: true);

    private ZipArchive Open(string id, string extension) => ZipFile.OpenRead(FileOf(id, extension));

    private static bool IsPartOfTheFormat(string name) =>
        name is "[Content_Types].xml" or "_rels/.rels" || name.StartsWith("package/services/metadata/", StringComparison.Ordinal);
}
