using QuantGen.Generators.Tests.Support;
using Xunit;

namespace QuantGen.Generators.Tests;

/// <summary>
/// Where using directives at the top of files and namespaces alone can give names a meaning, the generator follows them itself. It must find what the
/// compiler finds, which a directive makes it ask that it does not follow.
/// </summary>
public sealed class TypeLookupTests
{
    private const string AskTheCompiler = "using static System.Collections.Generic.List<int>;\n";

    private const string Usings = """
        using QuantGen;
        using TorchSharp;
        using TorchSharp.Modules;
        using static QuantGen.Granularity;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        """;

    private const string Block = Usings + """
        namespace Samples;

        [Quantize]
        public partial class Block : Module<Tensor, Tensor>
        {
            private readonly Linear linear = Linear(3, 3);
            public Block() : base("Block") => RegisterComponents();
            public override Tensor forward(Tensor x) => linear.call(x);
        }
        """;

    public static TheoryData<string> Annotations =>
    [
        "Quantize", "Quantize()", "QuantizeAttribute", "@QuantizeAttribute", "@Quantize", "QuantGen.Quantize", "Quantize(PerTensor)", "Quantize(Granularity.PerTensor)",
        "Quantize(weights: PerTensor)", "Quantize(WeightBits = 4)", "Quantize(WeightBits = 4L)", "Quantize(WeightBits = 0x4)", "Quantize(WeightBits = -4)",
        "Quantize(WeightBits = 'a')", "Quantize(WeightBits = \"4\")", "Quantize(WeightBits = 4, ActivationBits = 6)", "Quantize(PerTensor, WeightBits = 5)",
        "Quantize(WeightBits = 5, WeightBits = 6)", "Quantize(FoldBatchNorm = false)", "Quantize(Fuse = 1)", "Quantize(Target = QuantizationTarget.OnnxRuntime)",
        "Quantize(PerTensor, BiasMode = BiasMode.Int32, Target = QuantizationTarget.PowerOfTwo)", "Quantize(WeightAlgorithm = LowBitAlgorithm.Lsq)",
        "Quantize(Target = Granularity.PerTensor)", "Quantize(Missing = 3)", "Quantize(Weights = PerTensor)", "Quantize(PerTensor, PerChannel)", "Quantize(Missing)",
        "Quantize((Granularity)9)", "Quantize(WeightDescriptor = null)", "Quantize(3)", "Quantize, KeepFloat", "Quantize] [System.Obsolete",
    ];

    public static TheoryData<string> Types =>
    [
        "Conv2d", "Conv2d?", "Modules.Conv2d", "TorchSharp.Modules.Conv2d", "global::TorchSharp.Modules.Conv2d", "@Conv2d", "Conv2d<Tensor>", "nn.Module<Tensor, Tensor>",
        "torch.nn.Module<torch.Tensor, torch.Tensor>", "Module", "Module<int, Tensor>", "Module<Tensor, Tensor>?", "ModuleList<Conv2d>", "ModuleList<Block>", "Block",
        "Samples.Block", "Tensor", "Parameter", "Missing", "dynamic", "nint", "String", "Tensor[]", "(Tensor, Tensor)",
    ];

    public static TheoryData<string> Neighbors =>
    [
        "namespace Samples { class Conv2d { } }",
        "namespace Samples { namespace Conv2d { class X { } } }",
        "class Conv2d { }",
        "namespace Conv2d { class X { } }",
        "namespace Samples { file class Conv2d { } }",
        "namespace Samples { class Tensor<T> { } }",
        "namespace Samples { class Module { } }",
        "class Module<A, B> { }",
        "namespace Samples { class QuantizeAttribute : System.Attribute { } }",
        "namespace Samples { class Quantize : System.Attribute { } }",
        "class Quantize { }",
        "class Quantize : System.Attribute { }",
        "namespace TorchSharp.Modules { public class Conv2d { } }",
        "namespace TorchSharp { public class Conv2d { } }",
        "global using Conv2d = TorchSharp.Modules.ReLU;",
        "global using Tensor = System.String;",
        "global using Quantize = System.ObsoleteAttribute;",
        "global using PerTensor = System.String;",
        "global using Other; namespace Other { public class Conv2d { } }",
        "global using Other; namespace Other { class Conv2d { } }",
        "global using static Other; static class Other { public class Conv2d { } }",
        "global using static Other; static class Other { private class Conv2d { } }",
        "global using static Other; static class Other { public const QuantGen.Granularity PerTensor = QuantGen.Granularity.PerChannel; }",
        "global using static Other; enum Other { PerTensor }",
        "namespace Samples { class PerTensor { } }",
        "class Granularity { public const QuantGen.Granularity PerTensor = QuantGen.Granularity.PerChannel; }",
        "global using Missing;",
        "global using System; global using System.Reflection;",
        "global using TorchSharp.Modules; global using static TorchSharp.torch;",
        "namespace Samples { static class nn { public class Module<A, B> { } } }",
        "namespace Samples.TorchSharp { class X { } }",
        "namespace Samples.QuantGen { class X { } }",
    ];

    [Theory]
    [InlineData("global::TorchSharp.Modules")]
    [InlineData("global :: TorchSharp.Modules")]
    [InlineData("global::global::TorchSharp.Modules")]
    [InlineData("TorchSharp . Modules")]
    [InlineData("TorchSharp.\n    Modules")]
    [InlineData("TorchSharp./* the layers */Modules")]
    [InlineData("@TorchSharp.Modules")]
    [InlineData("\\u0054orchSharp.Modules")]
    [InlineData("TorchSharp.Module\u00adS")]
    [InlineData("TorchSharp.Mod\u00adules")]
    [InlineData("TorchSharp.Modules.")]
    [InlineData("TorchSharp..Modules")]
    [InlineData("TorchSharp.Modules<int>")]
    [InlineData("TorchSharp::Modules")]
    [InlineData("static TorchSharp.Modules")]
    [InlineData("unsafe TorchSharp.Modules")]
    [InlineData("torchSharp.Modules")]
    [InlineData("TorchSharp.Modules.Conv2d")]
    [InlineData("static TorchSharp.Modules.Conv2d")]
    [InlineData("")]
    public void DirectiveIsReadAsTheCompilerReadsIt(string directive)
    {
        var model = Model().Replace("using TorchSharp.Modules;", $"using {directive};", StringComparison.Ordinal);

        AssertSame(model, Block);
        AssertSame(model.Replace("using TorchSharp;", "using TorchSharp; using TorchSharp.Modules;", StringComparison.Ordinal), Block);
        AssertSame(model, Block, "global using TorchSharp.Modules;");
    }

    [Theory]
    [MemberData(nameof(Annotations))]
    public void AnnotationIsReadAsTheCompilerBindsIt(string annotation)
    {
        AssertSame(Model(annotation), Block);
        AssertSame(Model("Quantize"), Block.Replace("Quantize]", annotation + "]", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void TypeIsFoundThatTheCompilerFinds(string type)
    {
        AssertSame(Model(type: type), Block);
        AssertSame(Model(type: type), Block, "global using System;\nglobal using System.Collections.Generic;\nglobal using System.Reflection;");
        AssertSame(Model(basis: type), Block);
    }

    [Theory]
    [MemberData(nameof(Neighbors))]
    public void NeighborGivesNamesTheMeaningThatTheCompilerSees(string neighbor)
    {
        foreach (var home in new[] { "Samples", "Samples.Inner", "TorchSharp" })
        {
            AssertSame(Model(home: home), Block, neighbor);
            AssertSame(Model("Quantize(Granularity.PerTensor)", "torch.nn.Module<torch.Tensor, Tensor>", "Modules.Conv2d", home), Block, neighbor);
        }
    }

    [Fact]
    public void DirectivesOfOtherFilesAreFollowed()
    {
        var model = Model().Replace(Usings, "", StringComparison.Ordinal);

        AssertSame(model, Block, Usings.Replace("using ", "global using ", StringComparison.Ordinal));
        Assert.Equal(2, Generation.Run(Generation.Compile(model, Block, Usings.Replace("using ", "global using ", StringComparison.Ordinal))).Files.Count());
    }

    private static void AssertSame(string model, params string[] others)
    {
        var followed = Generation.Run(Generation.Compile([model, .. others])).Files;
        var bound = Generation.Run(Generation.Compile([AskTheCompiler + model, .. others.Select(Bound)])).Files;

        Assert.Equal(bound.Select(static file => (file.HintName, file.Text.Replace(AskTheCompiler, "", StringComparison.Ordinal))), followed);
    }

    private static string Bound(string file) => file.StartsWith("using ", StringComparison.Ordinal) ? AskTheCompiler + file : file;

    private static string Model(
        string annotation = "Quantize(PerTensor)", string basis = "Module<Tensor, Tensor>", string type = "Conv2d", string home = "Samples") => $$"""
        {{Usings}}
        namespace {{home}};

        [{{annotation}}]
        public partial class Model : {{basis}}
        {
            private readonly {{type}} conv = null!;
            private readonly Module<Tensor, Tensor>? tail = ReLU();
            private readonly global::Samples.Block named = null!;
            public Model() : base("Model") => RegisterComponents();
            public override Tensor forward(Tensor x) => tail is null ? named.call(conv.call(x)) : tail.call(conv.call(x));
        }
        """;
}
