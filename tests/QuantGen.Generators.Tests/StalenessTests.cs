using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using QuantGen.Generators.Tests.Support;
using QuantGen.Testing.Compilations;
using Xunit;

namespace QuantGen.Generators.Tests;

/// <summary>After any edit the files are what a fresh generator makes of the edited sources.</summary>
public sealed class StalenessTests
{
    private const string Model = """
        using QuantGen;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Samples
        {
            [Quantize(WeightBits = Settings.Bits)]
            public partial class Model : Module<Tensor, Tensor>
            {
                private readonly Conv2d conv = Conv2d(3, 3, 1);
                private readonly Module<Tensor, Tensor> head = Factory.Head();
                private readonly Block block = new();
                [TorchSharp.Utils.ComponentName(Name = Settings.Tail)] private readonly ReLU tail = ReLU();
                private readonly Blocks.Inner? inner = null;
                public Model() : base("Model") => RegisterComponents();
            }
        }
        """;

    private const string Rest = """
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Samples
        {
            public partial class Model
            {
                public override Tensor forward(Tensor x) => tail.call(head.call(block.call(conv.call(x)))) + Factory.Skip(x);
            }

            internal static class Settings
            {
                public const int Bits = 4;
                public const string Tail = "tail";
            }

            internal static class Factory
            {
                public static Linear Head() => Linear(3, 3);
                public static Tensor Skip(Tensor x) => x;
            }
        }
        """;

    private const string Blocks = """
        using QuantGen;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Samples
        {
            [Quantize]
            public partial class Block : Module<Tensor, Tensor>
            {
                private readonly Conv2d conv = Conv2d(3, 3, 1);
                public Block() : base("Block") => RegisterComponents();
                public override Tensor forward(Tensor x) => conv.call(x);
            }

            public static partial class Blocks
            {
                [Quantize]
                public partial class Inner : Module<Tensor, Tensor>
                {
                    private readonly Conv2d conv = Conv2d(3, 3, 1);
                    public Inner() : base("Inner") => RegisterComponents();
                    public override Tensor forward(Tensor x) => conv.call(x);
                }
            }
        }
        """;

    private static readonly Dictionary<string, Func<CSharpCompilation, CSharpCompilation>> _edits = new(StringComparer.Ordinal)
    {
        ["forward in another part"] = static c => c.Edit(1, "tail.call(head", "(head").Edit(1, ") + Factory", ") + Factory"),
        ["constant in the annotation"] = static c => c.Edit(1, "Bits = 4", "Bits = 5"),
        ["constant in a component's name"] = static c => c.Edit(1, "Tail = \"tail\"", "Tail = \"end\""),
        ["what a factory returns"] = static c => c.Edit(1, "static Linear Head() => Linear(3, 3)", "static Conv2d Head() => Conv2d(3, 3, 1)"),
        ["what an operand is"] = static c => c.Edit(1, "static Tensor Skip(Tensor x) => x", "static int Skip(Tensor x) => 1"),
        ["annotation of a layer's class"] = static c => c.Edit(2, "[Quantize]\n    public partial class Block", "public partial class Block"),
        ["base of a layer's class"] = static c => c.Edit(2, "Block : Module<Tensor, Tensor>", "Block : Module<Tensor, Tensor>, System.IDisposable"),
        ["layer's class kept in float"] = static c => c.Edit(2, "[Quantize]\n    public partial class Block", "[KeepFloat]\n    public partial class Block"),
        ["accessibility around a layer's class"] = static c => c.Edit(2, "public partial class Inner", "private partial class Inner"),
        ["a class named like a quantized layer"] = static c => c.Add("namespace Samples { public class QuantConv2d; }"),
        ["a namespace named like a quantized layer"] = static c => c.Add("namespace Samples.QuantConv2d { public class Inside; }"),
        ["a class named like a layer"] = static c => c.Add("namespace Samples { public class Conv2d; }"),
        ["a class named like the twin"] = static c => c.Add("namespace Samples { public class QuantModel; }"),
        ["a class named Module"] = static c => c.Add("namespace Samples { public class Module; }"),
        ["a global using"] = static c => c.Add("global using Conv2d = TorchSharp.Modules.Conv3d;"),
        ["another part with a layer"] = static c => c.Add("namespace Samples { public partial class Model { private readonly TorchSharp.Modules.ReLU? extra = null; } }"),
        ["another part with a method of the twin's"] = static c => c.Add("namespace Samples { public partial class Model { public int ToQuantized() => 0; } }"),
        ["nullable context"] = static c => c.WithOptions(c.Options.WithNullableContextOptions(NullableContextOptions.Disable)),
        ["a reference less"] = static c => c.RemoveReferences(c.References.Last()),
        ["a file less"] = static c => c.Remove(2),
        ["the context of a file"] = static c => c.Edit(2, "using QuantGen;", "#nullable disable\nusing QuantGen;"),
        ["the mark of generated code"] = static c => c.Edit(2, "using QuantGen;", "// <auto-generated/>\nusing QuantGen;"),
        ["an alias of the annotation"] = static c => c.Edit(2, "[Quantize]\n    public partial class Block", "[Q]\n    public partial class Block").Add("global using Q = QuantGen.QuantizeAttribute;"),
        ["export of a layer's class"] = static c => c.Edit(2, "[Quantize]\n    public partial class Block", "[Quantize, Export]\n    public partial class Block"),
        ["export in another part"] = static c => c.Add("namespace Samples { [QuantGen.Export] public partial class Model; }"),
        ["export of the assembly"] = static c => c.Add("[assembly: QuantGen.Export]"),
        ["a comment"] = static c => c.Edit(2, "namespace Samples", "// comment\nnamespace Samples"),
    };

    public static TheoryData<string> Names => [.. _edits.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void FilesAreThoseOfAFreshRunAfter(string edit)
    {
        var before = Generation.Run(Generation.Compile(Model, Rest, Blocks));
        Assert.Equal(3, before.Files.Count());

        var after = _edits[edit](before.Input);
        Assert.Equal(Fresh(after), Generation.Run(before.Driver, after).Files);

        // And back: what was remembered from before must not come up in the wrong place either.
        Assert.Equal(before.Files, Generation.Run(Generation.Run(before.Driver, after).Driver, before.Input).Files);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void FilesForExportAreThoseOfAFreshRunAfter(string edit)
    {
        var before = Generation.Run(Generation.Compile(Model.Replace("[Quantize(", "[Export, Quantize(", StringComparison.Ordinal), Rest, Blocks.Replace("[Quantize]", "[Quantize]\n    [Export]", StringComparison.Ordinal)));
        if (TryApply(_edits[edit], before.Input) is not { } after)
            return;

        Assert.Equal(Fresh(after), Generation.Run(before.Driver, after).Files);
        Assert.Equal(before.Files, Generation.Run(Generation.Run(before.Driver, after).Driver, before.Input).Files);
    }

    [Fact]
    public void FilesAreThoseOfAFreshRunAfterEveryPairOfEdits()
    {
        var start = Generation.Run(Generation.Compile(Model, Rest, Blocks));
        foreach (var (first, edit) in _edits)
        {
            var once = Generation.Run(start.Driver, edit(start.Input));
            foreach (var second in _edits.Keys.Where(name => name != first))
            {
                if (TryApply(_edits[second], once.Input) is { } twice)
                    Assert.True(Fresh(twice).SequenceEqual(Generation.Run(once.Driver, twice).Files), $"{first}, then {second}");
            }
        }
    }

    [Fact]
    public void ClassGetsItsTwinWhenItsBaseGetsAForward()
    {
        var before = Generation.Run(Generation.Compile(
            "[QuantGen.Quantize] public partial class Model : Root { public Model() : base(\"Model\") { } }",
            "public abstract class Root : TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor> { protected Root(string name) : base(name) { } }"));
        Assert.Empty(before.Files);

        var after = before.Input.Edit(1, "{ protected", "{ public override TorchSharp.torch.Tensor forward(TorchSharp.torch.Tensor x) => x; protected");

        Assert.Equal(Fresh(after), Generation.Run(before.Driver, after).Files);
        Assert.Single(Fresh(after));
    }

    [Theory]
    [InlineData("")]
    [InlineData("public const Granularity PerChannel = Granularity.PerChannel;")]
    public void ConstantNamedLikeAChoiceIsLookedAtAgain(string constant)
    {
        var before = Generation.Run(Generation.Compile(Blocks, $"using QuantGen; namespace Samples {{ internal static class Settings {{ {constant} }} }}")
            .Edit(0, "[Quantize]\n    public partial class Block", "[Quantize(Settings.PerChannel)]\n    public partial class Block"));

        var after = before.Input.Edit(1, $"Settings {{ {constant} }}", "Settings { public const Granularity PerChannel = Granularity.PerTensor; }");

        Assert.Equal(Fresh(after), Generation.Run(before.Driver, after).Files);
    }

    /// <summary>What comes of sources that nothing can be remembered of: every file is parsed anew.</summary>
    private static IEnumerable<(string HintName, string Text)> Fresh(CSharpCompilation compilation)
    {
        var trees = compilation.SyntaxTrees.Select(static tree => SourceCompilation.Parse(tree.ToString(), tree.FilePath));
        return Generation.Run(compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(trees)).Files;
    }

    private static CSharpCompilation? TryApply(Func<CSharpCompilation, CSharpCompilation> edit, CSharpCompilation compilation)
    {
        try
        {
            return edit(compilation);
        }
        catch (ArgumentException)
        {
            return null; // the first edit took away what this one changes
        }
    }
}
