using System.Diagnostics;
using System.Text;
using TorchSharp;

namespace QuantGen.Generators.Tests.Quality;

/// <summary>A project in a temporary folder, built by the command line as a user builds.</summary>
internal sealed class ScratchProject : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quantgen-");

    /// <summary>The project's folder.</summary>
    public string Folder => _folder.FullName;

    /// <summary>A library project that refers to TorchSharp and QuantGen as these tests do.</summary>
    /// <param name="properties">MSBuild properties and items, as XML.</param>
    public static ScratchProject Create(string properties)
    {
        var project = new ScratchProject();
        project.Write("Directory.Build.props", "<Project />");
        project.Write("Directory.Build.targets", "<Project />");
        project.Write("Directory.Packages.props", "<Project />");
        project.Write("Models.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <LangVersion>12</LangVersion>
                <Nullable>enable</Nullable>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{typeof(torch).Assembly.Location}" />
                <Reference Include="{typeof(QuantizeAttribute).Assembly.Location}" />
              </ItemGroup>
              {properties}
            </Project>
            """);
        return project;
    }

    /// <summary>Writes a file.</summary>
    public void Write(string path, string text)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>Builds, and gives the exit code and the distinct lines that are warnings or errors.</summary>
    /// <param name="arguments">More arguments.</param>
    public (int ExitCode, IReadOnlyList<string> Faults) Build(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["build", "Models.csproj", "-nologo", "-m:1", "-nodeReuse:false", "-p:UseSharedCompilation=false", .. arguments])
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The test host's own SDK settings are not the project's.
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);

        using var process = Process.Start(start)!;
        var errors = new StringBuilder();
        process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        process.BeginErrorReadLine();
        var lines = process.StandardOutput.ReadToEnd().Split('\n');
        process.WaitForExit();
        var faults = lines
            .Where(static line => line.Contains(": warning ", StringComparison.Ordinal) || line.Contains(": error ", StringComparison.Ordinal))
            .Select(line => line.Trim().Replace(Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal))
            .Append(errors.ToString().Trim())
            .Where(static line => line.Length > 0)
            .Distinct()
            .ToList();
        return (process.ExitCode, faults);
    }

    /// <inheritdoc />
    public void Dispose() => _folder.Delete(recursive: true);
}
