using System.Reflection;

namespace QuantGen.Package.Tests.Support;

/// <summary>How this project was built, which is how the packages are made.</summary>
internal static class Build
{
    /// <summary>The folder of what the build made.</summary>
    public static string ArtifactsPath { get; } = Read(nameof(ArtifactsPath));

    /// <summary>Debug or Release.</summary>
    public static string Configuration { get; } = Read(nameof(Configuration));

    /// <summary>Whether the packages stand on the stand-in for TorchSharp.</summary>
    public static bool OnSystemTorch { get; } = Read("TorchSharpProvider") == "System";

    private static string Read(string key) =>
        typeof(Build).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
