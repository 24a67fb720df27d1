using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using QuantGen.Analyzers.Tests.Verification;
using QuantGen.Testing.Compilations;
using Xunit;

namespace QuantGen.Analyzers.Tests.RuleSet;

/// <summary>
/// Models may be spread over projects. An editor shows rules the other project's symbols with their syntax, a build without: both must report the same.
/// </summary>
public sealed class ReferencedProjectTests
{
    private const string Library = """
        namespace Blocks;

        public abstract class Root : Module<Tensor, Tensor>
        {
            protected readonly Conv2d stem = Conv2d(4, 4, 1);
            protected readonly ReLU relu = ReLU();
            protected Root(string name) : base(name) { }
            protected Tensor Start(Tensor x) => functional.relu(relu.call(stem.call(relu.call(x))));
        }

        public abstract class Whole : Root
        {
            protected Whole() : base("Whole") => RegisterComponents();
            public override Tensor forward(Tensor x) => Start(x);
        }

        [Quantize]
        public partial class Block : Module<Tensor, Tensor>
        {
            public Block() : base("Block") => RegisterComponents();
            public override Tensor forward(Tensor x) => x;
        }

        public class Plain : Module<Tensor, Tensor>
        {
            public Plain() : base("Plain") { }
            public override Tensor forward(Tensor x) => functional.relu(x);
        }
        """;

    [Theory]
    [InlineData("[Quantize] public partial class Model : Blocks.Whole { }")]
    [InlineData("[Quantize] public partial class Model : Blocks.Root { public Model() : base(\"Model\") => RegisterComponents(); public override Tensor forward(Tensor x) => Start(functional.relu(x)); }")]
    [InlineData("[Quantize] public partial class Model : Blocks.Root { private readonly Sequential a, b; public Model() : base(\"Model\") { a = Sequential(relu); b = Sequential(relu); RegisterComponents(); } public override Tensor forward(Tensor x) => b.call(a.call(x)); }")]
    [InlineData("[Quantize] public partial class Model : Module<Tensor, Tensor> { private readonly Blocks.Plain plain = new(); private readonly Blocks.Block block = new(); public Model() : base(\"Model\") => RegisterComponents(); public override Tensor forward(Tensor x) => block.call(block.call(plain.call(x))); }")]
    [InlineData("[Quantize, Export] public partial class Model : Module<Tensor, Tensor> { private readonly Blocks.Block block = new(); public Model() : base(\"Model\") => RegisterComponents(); public override Tensor forward(Tensor x) => block.call(x); }")]
    [InlineData("[assembly: Quantize, Export] [Quantize] public partial class Model : Module<Tensor, Tensor> { private readonly Blocks.Block block = new(); public Model() : base(\"Model\") => RegisterComponents(); public override Tensor forward(Tensor x) => block.call(x); }")]
    public async Task AnEditorReportsWhatABuildReports(string model)
    {
        var library = (CSharpCompilation)await TestWorkspace.Create(Library).CompileAsync(withTwins: true);
        var built = await ReportedAsync(ReferenceKind.File);
        Assert.NotEmpty(built);
        Assert.Equal(built, await ReportedAsync(ReferenceKind.Source));

        async Task<IEnumerable<string>> ReportedAsync(ReferenceKind kind)
        {
            var reported = await TestWorkspace.Create(model).AddMetadataReference(References.To(library, kind)).AnalyzeAsync([.. Rules.Analyzers]);
            return reported.Select(static diagnostic => $"{diagnostic.Location.SourceSpan} {diagnostic.Id} {diagnostic.GetMessage(CultureInfo.InvariantCulture)}").Order(StringComparer.Ordinal);
        }
    }
}
