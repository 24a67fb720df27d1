using System.Globalization;
using System.Text.RegularExpressions;
using QuantGen.Package.Tests.Support;
using Xunit;

namespace QuantGen.Package.Tests;

/// <summary>The way of a new user: install the template, make a project, build it, read the warnings, run it.</summary>
[Collection(PackagesCollection.Name)]
public sealed class TemplateTests(PackageFeed feed)
{
    // The compiler drops a generator that throws, that it is too old for, or an analyzer that throws, with a mere warning.
    private const string BrokenExtensions = "-p:WarningsAsErrors=CS8784%3BCS8785%3BCS9057%3BAD0001";

    [Fact]
    public void NewProjectBuildsWarnsAndRuns()
    {
        var project = NewProject("Shapes");

        var build = Build(project);
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Matches(new Regex(@"SmallNet\.cs\(\d+,\d+\): warning QG2001: ", RegexOptions.None, TimeSpan.FromSeconds(1)), build.Output);

        var run = feed.Dotnet.Run(project, "run", "--no-build");
        Assert.Contains("stem._input_quantizer", run, StringComparison.Ordinal);
        Assert.Contains("residual_quantizer", run, StringComparison.Ordinal);
        Assert.DoesNotContain("uncalibrated", run, StringComparison.Ordinal);
        Assert.InRange(SignalToNoise(run), 20, 60);

        // The same project with a class that can have no twin: the build says so and where.
        var file = Path.Combine(project, "SmallNet.cs");
        File.WriteAllText(file, File.ReadAllText(file).Replace("partial class", "class", StringComparison.Ordinal));
        var (exitCode, output) = Build(project);

        Assert.NotEqual(0, exitCode);
        Assert.Matches(new Regex(@"SmallNet\.cs\(\d+,\d+\): error QG1001: ", RegexOptions.None, TimeSpan.FromSeconds(1)), output);
    }

    private string NewProject(string name)
    {
        var hive = feed.Combine("templates");
        var project = feed.Combine(name);
        feed.Dotnet.Run(feed.Combine(""), "new", "install", feed.FileOf("QuantGen.Templates", "nupkg"), "--debug:custom-hive", hive);
        feed.Dotnet.Run(feed.Combine(""), "new", "quantgen", "--name", name, "--output", project, "--skipRestore", "--debug:custom-hive", hive);
        return project;
    }

    // Without the compiler server, which would keep the package's assemblies open after the test.
    private (int ExitCode, string Output) Build(string project) =>
        feed.Dotnet.Try(project, "build", "-m:1", "-p:UseSharedCompilation=false", BrokenExtensions);

    private static double SignalToNoise(string output)
    {
        var match = Regex.Match(output, "Signal to quantization noise: (?<ratio>[0-9.]+) dB", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        Assert.True(match.Success, output);
        return double.Parse(match.Groups["ratio"].Value, CultureInfo.InvariantCulture);
    }
}
