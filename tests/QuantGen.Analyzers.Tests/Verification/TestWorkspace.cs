using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using QuantGen.Generators;
using QuantGen.Testing.Compilations;
using TorchSharp;
using Xunit;

namespace QuantGen.Analyzers.Tests.Verification;

/// <summary>A project in memory, compiled against TorchSharp and QuantGen like a user's.</summary>
internal static class TestWorkspace
{
    /// <summary>The directives that a model's file usually begins with, so that a test shows the class alone.</summary>
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using QuantGen;
        global using TorchSharp;
        global using TorchSharp.Modules;
        global using static QuantGen.Granularity;
        global using static TorchSharp.torch;
        global using static TorchSharp.torch.nn;
        """;

    private static readonly ImmutableArray<MetadataReference> _references =
        [.. References.With(typeof(torch).Assembly, typeof(QuantizeAttribute).Assembly), .. MissingLayers.References];

    /// <summary>A project of the given files, beside one with the usual global usings.</summary>
    public static Project Create(params IEnumerable<string> sources)
    {
        var (solution, id) = Add(new AdhocWorkspace().CurrentSolution, "Samples", _references);
        solution = solution.AddDocument(DocumentId.CreateNewId(id), "Usings.cs", SourceText.From(Usings), filePath: "/0/Usings.cs");
        foreach (var (index, source) in sources.Index())
        {
            var name = Invariant($"Model{index}.cs");
            solution = solution.AddDocument(DocumentId.CreateNewId(id), name, SourceText.From(source), filePath: "/0/" + name);
        }

        return solution.GetProject(id)!;
    }

    /// <summary>The project with a reference to another one of its solution, whose one file has no usings but its own.</summary>
    /// <param name="project">The project.</param>
    /// <param name="source">The other project's file.</param>
    /// <param name="references">What the other project refers to.</param>
    public static Project AddLibrary(this Project project, string source, ImmutableArray<MetadataReference> references)
    {
        var (solution, id) = Add(project.Solution, "Blocks", references);
        return solution
            .AddDocument(DocumentId.CreateNewId(id), "Blocks.cs", SourceText.From(source), filePath: "/1/Blocks.cs")
            .AddProjectReference(project.Id, new ProjectReference(id))
            .GetProject(project.Id)!;
    }

    /// <summary>The documents that a test gave, in its order.</summary>
    public static ImmutableArray<Document> Models(this Project project) =>
    [
        .. project.Documents
            .Where(static document => document.Name != "Usings.cs")
            .OrderBy(static document => document.Name, StringComparer.Ordinal),
    ];

    /// <summary>The compilation of a project, with the generator's output where asked for. Fails on compile errors.</summary>
    public static async Task<Compilation> CompileAsync(this Project project, bool withTwins = false)
    {
        var compilation = (await project.GetCompilationAsync())!;
        if (withTwins)
        {
            CSharpGeneratorDriver
                .Create([new QuantizeGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)project.ParseOptions!)
                .RunGeneratorsAndUpdateCompilation(compilation, out compilation, out _);
        }

        var errors = compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.True(!errors.Any(), $"The source does not compile:\n{string.Join('\n', errors)}\n\n{await TextAsync(project)}");
        return compilation;
    }

    /// <summary>
    /// What analyzers report on a project that the generator has written its twins for, as in any build, in the order of files and places.
    /// Fails on compile errors, in twins too, and if an analyzer throws.
    /// </summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(this Project project, params DiagnosticAnalyzer[] analyzers)
    {
        var compilation = await project.CompileAsync(withTwins: true);
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            onAnalyzerException: static (exception, _, _) => Assert.Fail(exception.ToString()),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        var diagnostics = await compilation.WithAnalyzers([.. analyzers], options).GetAnalyzerDiagnosticsAsync();
        return
        [
            .. diagnostics
                .OrderBy(static diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(static diagnostic => diagnostic.Location.SourceSpan.Start)
                .ThenBy(static diagnostic => -diagnostic.Location.SourceSpan.Length),
        ];
    }

    private static (Solution Solution, ProjectId Id) Add(Solution solution, string name, ImmutableArray<MetadataReference> references)
    {
        var id = ProjectId.CreateNewId();
        return (solution.AddProject(ProjectInfo.Create(
            id,
            VersionStamp.Create(),
            name,
            name,
            LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable),
            // To the compiler that rules are built on, the C# 14 that models are written in is a preview.
            parseOptions: CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview),
            metadataReferences: references)), id);
    }

    private static async Task<string> TextAsync(Project project)
    {
        var texts = await Task.WhenAll(project.Models().Select(static document => document.GetTextAsync()));
        return string.Join("\n----\n", texts.AsEnumerable());
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
