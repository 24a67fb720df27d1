using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp;

namespace QuantGen.Testing.Compilations;

/// <summary>What source compiled in memory refers to.</summary>
public static class References
{
    private static readonly string[] _frameworkAssemblies =
    [
        "netstandard", "System.Collections", "System.Collections.Immutable", "System.Console", "System.Linq", "System.Linq.Expressions",
        "System.Memory", "System.ObjectModel", "System.Private.CoreLib", "System.Runtime", "System.Runtime.Extensions",
        "System.Runtime.InteropServices", "System.Threading",
    ];

    /// <summary>The framework that the tests run on.</summary>
    public static ImmutableArray<MetadataReference> Framework { get; } = [.. FrameworkFiles().Select(static file => MetadataReference.CreateFromFile(file))];

    /// <summary>The framework and TorchSharp.</summary>
    public static ImmutableArray<MetadataReference> Torch { get; } = With(typeof(torch).Assembly);

    /// <summary>The framework and these assemblies.</summary>
    public static ImmutableArray<MetadataReference> With(params ReadOnlySpan<Assembly> assemblies)
    {
        var references = Framework.ToBuilder();
        foreach (var assembly in assemblies)
            references.Add(MetadataReference.CreateFromFile(assembly.Location));

        return references.ToImmutable();
    }

    /// <summary>Another project.</summary>
    /// <param name="project">What it compiles; without an error if it is seen as a file.</param>
    /// <param name="kind">How it is seen.</param>
    public static MetadataReference To(CSharpCompilation project, ReferenceKind kind)
    {
        if (kind == ReferenceKind.Source)
            return project.ToMetadataReference();

        using var file = new MemoryStream();
        var result = project.WithOptions(project.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default)).Emit(file);
        return result.Success
            ? MetadataReference.CreateFromImage(file.ToArray())
            : throw new ArgumentException($"The project does not compile: {result.Diagnostics[0]}", nameof(project));
    }

    // The running framework rather than the targeting pack: the pack is not everywhere, and its folder not the same everywhere.
    private static IEnumerable<string> FrameworkFiles() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static file => _frameworkAssemblies.Contains(Path.GetFileNameWithoutExtension(file), StringComparer.OrdinalIgnoreCase));
}
