using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using QuantGen.Testing;
using QuantGen.Testing.Compilations;
using TorchSharp;
using Xunit;

namespace QuantGen.Generators.Tests.Support;

/// <summary>One run of the generator.</summary>
/// <param name="Driver">The driver afterwards, to run again.</param>
/// <param name="Input">What was compiled.</param>
/// <param name="Output">The same with what was generated.</param>
internal sealed record Generation(GeneratorDriver Driver, CSharpCompilation Input, CSharpCompilation Output)
{
    private static readonly ImmutableArray<MetadataReference> _references = References.With(typeof(torch).Assembly, typeof(QuantizeAttribute).Assembly);

    /// <summary>The generated files.</summary>
    public IEnumerable<(string HintName, string Text)> Files =>
        Result.GeneratedSources.Select(static source => (source.HintName, source.SourceText.ToString()));

    /// <summary>What the generator did, step by step.</summary>
    public GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    /// <summary>A compilation of the given texts against TorchSharp and QuantGen.</summary>
    public static CSharpCompilation Compile(params ReadOnlySpan<string> sources) => SourceCompilation.Create(_references, sources);

    /// <summary>Runs the generator over texts.</summary>
    public static Generation Run(params ReadOnlySpan<string> sources) => Run(Compile(sources));

    /// <summary>Runs the generator over texts and keeps track of its steps.</summary>
    public static Generation RunTracked(params ReadOnlySpan<string> sources) => Run(NewDriver(tracksSteps: true), Compile(sources));

    /// <summary>Runs the generator over a compilation.</summary>
    public static Generation Run(CSharpCompilation compilation) => Run(NewDriver(tracksSteps: false), compilation);

    /// <summary>Runs a driver that may have run before.</summary>
    public static Generation Run(GeneratorDriver driver, CSharpCompilation compilation)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics);
        Assert.Empty(diagnostics);
        var run = new Generation(driver, compilation, (CSharpCompilation)output);
        Assert.Null(run.Result.Exception);
        return run;
    }

    /// <summary>A driver that has not run yet.</summary>
    /// <param name="tracksSteps">
    /// Whether its steps can be looked at. Roslyn 4.14 then loses what a Combine of a step with its own Collect gives, from
    /// the second run after an input was removed on; without tracking it does not.
    /// </param>
    public static GeneratorDriver NewDriver(bool tracksSteps) => CSharpGeneratorDriver.Create(
        [new QuantizeGenerator().AsSourceGenerator()],
        parseOptions: SourceCompilation.ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, tracksSteps));

    /// <summary>The text of a file in the folder Inputs.</summary>
    public static string Source(string name) => File.ReadAllText(RepositoryRoot.Combine("tests", "QuantGen.Generators.Tests", "Inputs", name + ".cs"));

    /// <summary>Fails if input and output together do not compile without a warning.</summary>
    public Generation AssertCompiles()
    {
        var faults = Output.GetDiagnostics().Where(fault => fault.Severity >= DiagnosticSeverity.Warning && !IsMissingComment(fault)).ToArray();
        Assert.True(faults.Length == 0, string.Join("\n", faults.Select(static fault => fault.ToString())) + "\n\n" + string.Join("\n", Files.Select(static file => file.Text)));
        return this;
    }

    /// <summary>The models of these tests need no documentation of their public members; what is generated does.</summary>
    private bool IsMissingComment(Diagnostic fault) => fault.Id == "CS1591" && Input.ContainsSyntaxTree(fault.Location.SourceTree!);
}
