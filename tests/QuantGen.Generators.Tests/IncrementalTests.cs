using QuantGen.Generators.Tests.Support;
using Xunit;

namespace QuantGen.Generators.Tests;

/// <summary>What an edit makes the generator do again: no more than it must, and no less.</summary>
public sealed class IncrementalTests
{
    private const string Other = """
        namespace Samples;

        internal static class Other
        {
            public static int Twice(int x) => x + x;
        }
        """;

    [Fact]
    public void FirstRunWritesEveryTwin() =>
        Assert.Equal(new Steps("NN", "NN"), Steps.Of(Start()));

    [Fact]
    public void SameCompilationWritesNothing() =>
        Assert.Equal(Steps.Cached(2) with { Models = "CC" }, After(static compilation => compilation));

    [Fact]
    public void EditOfABodyElsewhereWritesNothing() =>
        Assert.Equal(Steps.Cached(2), After(static compilation => compilation.Edit(2, "x + x", "2 * x")));

    [Fact]
    public void NewMemberElsewhereWritesNothing() =>
        Assert.Equal(Steps.Cached(2), After(static compilation => compilation.Edit(2, "public static int Twice", "public static int Once(int x) => x;\n    public static int Twice")));

    [Fact]
    public void NewClassElsewhereWritesNothing() =>
        Assert.Equal(Steps.Cached(2), After(static compilation => compilation.Add("namespace Samples; internal sealed class Another;")));

    [Fact]
    public void LinesAboveAClassWriteNothing() =>
        Assert.Equal(Steps.Cached(2), After(static compilation => compilation.Edit(0, "/// <summary>The residual", "// A new line.\n\n/// <summary>The residual")));

    [Fact]
    public void CommentInAConstructorWritesNothing() =>
        Assert.Equal(Steps.Cached(2), After(static compilation => compilation.Edit(0, "RegisterComponents();", "RegisterComponents(); // at last")));

    [Fact]
    public void OtherHyperparametersWriteNothing() =>
        Assert.Equal(Steps.Cached(2), After(static compilation => compilation.Edit(0, "padding: 1, bias: false", "padding: 2, bias: true")));

    [Fact]
    public void EditOfForwardWritesOneTwin() =>
        Assert.Equal(new Steps("MU", "MC"), After(static compilation => compilation.Edit(0, "return relu2.call(output);", "return output;")));

    [Fact]
    public void NewLayerWritesOneTwin() =>
        Assert.Equal(new Steps("MU", "MC"), After(static compilation => compilation.Edit(0, "private readonly ReLU relu2;", "private readonly ReLU relu2;\n    private readonly ReLU? relu3;")));

    [Fact]
    public void OtherArgumentOfTheAnnotationWritesOneTwin() =>
        Assert.Equal(new Steps("MU", "MC"), After(static compilation => compilation.Edit(0, "[Quantize(PerChannel)]", "[Quantize(PerTensor)]")));

    [Fact]
    public void TakenAwayClassTakesOnlyItsTwinAway()
    {
        var first = Start();

        var second = Generation.Run(first.Driver, first.Input.Remove(0));

        Assert.Equal(first.Files.Skip(1), second.Files);
    }

    [Fact]
    public void ClassThatGetsAProblemLosesItsTwin()
    {
        var first = Start();

        var second = Generation.Run(first.Driver, first.Input.Edit(0, "public sealed partial class", "public sealed class"));

        // The step that wrote its file runs once more and writes none.
        Assert.Equal(new Steps("MU", "MC"), Steps.Of(second));
        Assert.Equal(first.Files.Skip(1), second.Files);
    }

    [Fact]
    public void BlockThatLosesItsAnnotationInAnotherFileTakesItsUserAlong()
    {
        var run = Generation.RunTracked(Owner, Block);
        Assert.Equal(2, run.Files.Count());

        var second = Generation.Run(run.Driver, run.Input.Edit(1, "[Quantize]", ""));

        // Its user has a layer that can neither be quantized nor copied any more.
        Assert.Empty(second.Files);
    }

    [Fact]
    public void BlockThatIsRenamedInAnotherFileChangesItsUser()
    {
        var run = Generation.RunTracked(Owner, Block);

        var second = Generation.Run(run.Driver, run.Input.Edit(1, "Block", "Unit").Edit(0, "Block", "Unit"));

        Assert.Contains(second.Files, static file => file.Text.Contains("private readonly QuantUnit block;", StringComparison.Ordinal));
        second.AssertCompiles();
    }

    [Fact]
    public void EditOfABlocksForwardLeavesItsUserAlone()
    {
        var run = Generation.RunTracked(Owner, Block);

        var second = Generation.Run(run.Driver, run.Input.Edit(1, "conv.call(x)", "conv.call(x).relu()"));

        Assert.Equal(new Steps("UM", "CM"), Steps.Of(second));
    }

    private const string Owner = """
        using QuantGen;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Samples;

        [Quantize]
        public partial class Owner : Module<Tensor, Tensor>
        {
            private readonly Block block = new();
            public Owner() : base("Owner") => RegisterComponents();
            public override Tensor forward(Tensor x) => block.call(x);
        }
        """;

    private const string Block = """
        using QuantGen;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Samples;

        [Quantize]
        public partial class Block : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 3, 1);
            public Block() : base("Block") => RegisterComponents();
            public override Tensor forward(Tensor x) => conv.call(x);
        }
        """;

    private static Generation Start() => Generation.RunTracked(Generation.Source("BasicBlock"), Generation.Source("InPlaceAdd"), Other);

    private static Steps After(Func<Microsoft.CodeAnalysis.CSharp.CSharpCompilation, Microsoft.CodeAnalysis.CSharp.CSharpCompilation> edit)
    {
        var first = Start();
        return Steps.Of(Generation.Run(first.Driver, edit(first.Input)));
    }
}
