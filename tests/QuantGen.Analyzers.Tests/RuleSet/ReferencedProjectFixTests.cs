using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using QuantGen.Analyzers.Rules;
using QuantGen.Analyzers.Tests.Verification;
using QuantGen.Testing.Compilations;
using TorchSharp;
using Xunit;
using AnnotateFix = QuantGen.Analyzers.Tests.Verification.CodeFixVerifier<QuantGen.Analyzers.Rules.ForeignLayerAnalyzer, QuantGen.CodeFixes.Rules.ForeignLayerCodeFix>;
using ExportFix = QuantGen.Analyzers.Tests.Verification.CodeFixVerifier<QuantGen.Analyzers.Rules.LayerNotExportedAnalyzer, QuantGen.CodeFixes.Rules.LayerNotExportedCodeFix>;

namespace QuantGen.Analyzers.Tests.RuleSet;

/// <summary>An editor has the source of a referenced project, so a fix can annotate a class there; but only if that project knows the annotation.</summary>
public sealed class ReferencedProjectFixTests
{
    private const string Model = """
        [Quantize(PerTensor), Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Blocks.Block block = new();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => block.call(x);
        }
        """;

    private const string Library = """
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Blocks;

        public class Block : Module<Tensor, Tensor>
        {
            private readonly Linear linear = Linear(8, 8);

            public Block() : base("Block") => RegisterComponents();

            public override Tensor forward(Tensor x) => linear.call(x);
        }
        """;

    private static readonly ImmutableArray<MetadataReference> _withQuantGen = References.With(typeof(torch).Assembly, typeof(QuantizeAttribute).Assembly);

    [Fact]
    public async Task ClassOfALibraryWithQuantGenIsAnnotatedThere() =>
        Assert.Equal(
            Library.Replace("public class", "[QuantGen.Quantize]\npublic partial class", StringComparison.Ordinal),
            await FixedLibraryAsync(await AnnotateFix.FirstAsync(Project(_withQuantGen))));

    [Fact]
    public async Task ClassOfALibraryWithQuantGenIsExportedThere() =>
        Assert.Equal(
            Library.Replace("public class", "[QuantGen.Export]\npublic partial class", StringComparison.Ordinal),
            await FixedLibraryAsync(await ExportFix.FirstAsync(Project(_withQuantGen))));

    [Fact]
    public async Task ClassOfALibraryWithTorchSharpAloneIsReportedAndLeftAlone()
    {
        var project = Project(References.Torch);
        Assert.Single(await project.AnalyzeAsync(new ForeignLayerAnalyzer()));
        Assert.Single(await project.AnalyzeAsync(new LayerNotExportedAnalyzer()));
        Assert.Null(await AnnotateFix.FirstAsync(project));
        Assert.Null(await ExportFix.FirstAsync(project));
    }

    private static Project Project(ImmutableArray<MetadataReference> references) => TestWorkspace.Create(Model).AddLibrary(Library, references);

    /// <summary>The library's file after a fix that changes nothing else, and after which the library compiles with what the generator writes for it.</summary>
    private static async Task<string> FixedLibraryAsync((CodeAction Action, Document Document, string Key)? offered)
    {
        var (action, document, _) = Assert.NotNull(offered);
        var operation = Assert.IsType<ApplyChangesOperation>(Assert.Single(await action.GetOperationsAsync(default)));
        var changes = Assert.Single(operation.ChangedSolution.GetChanges(document.Project.Solution).GetProjectChanges());
        var changed = changes.NewProject.GetDocument(Assert.Single(changes.GetChangedDocuments()))!;
        await changes.NewProject.CompileAsync(withTwins: true);
        return (await changed.GetTextAsync()).ToString();
    }
}
