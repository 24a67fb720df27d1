using QuantGen.Generators.Tests.Support;
using QuantGen.Testing;
using Xunit;

namespace QuantGen.Generators.Tests.Quality;

/// <summary>QuantGenEmit=true writes the twins into the project for review, without compiling them twice.</summary>
public sealed class EmitTests
{
    private const string Twin = "Generated/QuantGen.Generators/QuantGen.Generators.QuantizeGenerator/Samples.BasicBlock.g.cs";

    [Fact]
    public void TwinsAreWrittenOnRequestAndNeverCompiled()
    {
        var build = RepositoryRoot.Combine("src", "QuantGen", "build");
        using var project = ScratchProject.Create($"""
            <Import Project="{build}/QuantGen.props" />
            <Import Project="{build}/QuantGen.targets" />
            <ItemGroup>
              <Analyzer Include="{typeof(QuantizeGenerator).Assembly.Location}" />
            </ItemGroup>
            """);
        var source = Generation.Source("BasicBlock");
        project.Write("BasicBlock.cs", source);
        var file = Path.Combine(project.Folder, Twin);

        AssertBuilds(project);
        Assert.False(File.Exists(file));

        AssertBuilds(project, "-p:QuantGenEmit=true");
        Assert.Equal(Generation.Run(source).Files.Single().Text, File.ReadAllText(file));

        // The files that are there now stay out of both kinds of build.
        AssertBuilds(project, "-p:QuantGenEmit=true", "-t:Rebuild");
        AssertBuilds(project, "-t:Rebuild");
    }

    private static void AssertBuilds(ScratchProject project, params string[] arguments)
    {
        var (exitCode, faults) = project.Build(arguments);
        Assert.True(exitCode == 0, string.Join("\n", faults));
    }
}
