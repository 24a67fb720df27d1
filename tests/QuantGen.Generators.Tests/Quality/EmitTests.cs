using QuantGen.Generators.Tests.Support;
using QuantGen.Testing;
using Xunit;

namespace QuantGen.Generators.Tests.Quality;

/// <summary>QuantGenEmit=true writes the twins into the project for review, without compiling them twice.</summary>
public sealed class EmitTests
{
    private const string Emit = "-p:QuantGenEmit=true";
    private const string Twin = "Generated/QuantGen.Generators/QuantGen.Generators.QuantizeGenerator/Samples.BasicBlock.g.cs";

    [Fact]
    public void TwinsAreWrittenOnRequestAndNeverCompiled()
    {
        using var project = CreateProject();
        var source = Generation.Source("BasicBlock");
        project.Write("BasicBlock.cs", source);
        var file = Path.Combine(project.Folder, Twin);

        AssertBuilds(project);
        Assert.False(File.Exists(file));

        AssertBuilds(project, Emit);
        Assert.Equal(Generation.Run(source).Files.Single().Text, File.ReadAllText(file));

        // The files that are there now stay out of both kinds of build.
        AssertBuilds(project, Emit, "-t:Rebuild");
        AssertBuilds(project, "-t:Rebuild");
    }

    [Fact]
    public void TwinOfAClassThatIsGoneGoesAndNothingElse()
    {
        using var project = CreateProject();
        var folder = Path.Combine(project.Folder, Path.GetDirectoryName(Twin)!);
        project.Write("First.cs", Model("First"));
        project.Write("Second.cs", Model("Second"));
        project.Write("Generated/Notes.g.cs", "// Made by QuantGen from nothing: a file outside the generator's folder");

        AssertBuilds(project, Emit);
        Assert.Equal(["Samples.First.g.cs", "Samples.Second.g.cs"], Files());
        File.WriteAllText(Path.Combine(folder, "Own.g.cs"), "// a file of the user's");

        // Neither a build that fails, nor one that need not compile, nor an editor's, which never does, takes anything away.
        File.Delete(Path.Combine(project.Folder, "Second.cs"));
        project.Write("Broken.cs", "class");
        Assert.NotEqual(0, project.Build(Emit).ExitCode);
        AssertBuilds(project, Emit, "-t:CoreCompile", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true");
        Assert.Equal(["Own.g.cs", "Samples.First.g.cs", "Samples.Second.g.cs"], Files());

        File.Delete(Path.Combine(project.Folder, "Broken.cs"));
        AssertBuilds(project, Emit);
        AssertBuilds(project, Emit);
        Assert.Equal(["Own.g.cs", "Samples.First.g.cs"], Files());
        Assert.True(File.Exists(Path.Combine(project.Folder, "Generated/Notes.g.cs")));

        IEnumerable<string?> Files() => Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);
    }

    private static string Model(string name) => $$"""
        using QuantGen;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Samples;

        [Quantize]
        public sealed partial class {{name}} : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public {{name}}() : base(nameof({{name}})) => RegisterComponents();

            public override Tensor forward(Tensor x) => fc.call(x);
        }
        """;

    private static ScratchProject CreateProject()
    {
        var build = RepositoryRoot.Combine("src", "QuantGen", "build");
        return ScratchProject.Create($"""
            <Import Project="{build}/QuantGen.props" />
            <Import Project="{build}/QuantGen.targets" />
            <ItemGroup>
              <Analyzer Include="{typeof(QuantizeGenerator).Assembly.Location}" />
            </ItemGroup>
            """);
    }

    private static void AssertBuilds(ScratchProject project, params string[] arguments)
    {
        var (exitCode, faults) = project.Build(arguments);
        Assert.True(exitCode == 0, string.Join("\n", faults));
    }
}
