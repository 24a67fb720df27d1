using QuantGen.Generators.Tests.Support;
using Xunit;

namespace QuantGen.Generators.Tests.Exports;

/// <summary>Which classes get a symbolic forward, and how it fits to those of other classes.</summary>
public sealed class ExportedClassTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using QuantGen;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Samples;

        """;

    private const string Block = """
        public partial class Block : Module<Tensor, Tensor>
        {
            protected readonly Linear fc = Linear(8, 8);
            private readonly ReLU relu = ReLU();

            public Block(string name = "Block") : base(name) => RegisterComponents();

            public override Tensor forward(Tensor x) => relu.call(Mix(x));

            protected virtual Tensor Mix(Tensor x) => fc.call(x);
        }
        """;

    [Fact]
    public void ExportAloneMakesNoTwin() => Assert.Equal(["Samples.Block.Trace.g.cs"], Names(Usings + "[Export]\n" + Block));

    [Fact]
    public void QuantizeAloneMakesNoSymbolicForward() => Assert.Equal(["Samples.Block.g.cs"], Names(Usings + "[Quantize]\n" + Block));

    [Fact]
    public void AnnotationsMayStandOnDifferentParts()
    {
        string[] all = ["Samples.Block.g.cs", "Samples.QuantBlock.Trace.g.cs", "Samples.Block.Trace.g.cs"];
        Assert.Equal(all, Names(Usings + "[Quantize]\n" + Block, Usings + "[Export]\npublic partial class Block;"));
        Assert.Equal(all, Names(Usings + "[Export]\n" + Block, Usings + "[Quantize]\npublic partial class Block;"));
    }

    [Fact]
    public void AssemblyExportsItsQuantizedClassesAlone() => Assert.Equal(
        ["Samples.Block.g.cs", "Samples.QuantBlock.Trace.g.cs", "Samples.Block.Trace.g.cs"],
        Names("[assembly: QuantGen.Export]", Usings + "[Quantize]\n" + Block + Block.Replace("Block", "Other", StringComparison.Ordinal)));

    [Fact]
    public void AliasOfTheAttributeIsSeen() => Assert.Equal(["Samples.Block.Trace.g.cs"], Names("global using E = QuantGen.ExportAttribute;", Usings + "[E]\n" + Block));

    [Fact]
    public void AttributeOfAnotherLibraryIsNone() => Assert.Empty(Names(
        Usings.Replace("using QuantGen;", "using Other;", StringComparison.Ordinal) + "[Export]\n" + Block, "namespace Other { public sealed class ExportAttribute : System.Attribute; }"));

    [Fact]
    public void ClassThatChangesNothingInheritsTheSymbolicForwardOfItsBase() => Assert.Equal(
        ["Samples.Block.Trace.g.cs"],
        Names(Usings + "[Export]\n" + Block + "[Export] public partial class Derived() : Block(\"Derived\");"));

    [Fact]
    public void ClassThatChangesAHelperOverridesIt()
    {
        var text = Text(
            "Samples.Derived.Trace.g.cs",
            Usings + "[Export]\n" + Block.Replace("private readonly", "protected readonly", StringComparison.Ordinal)
                + "[Export] public partial class Derived() : Block(\"Derived\") { protected override Tensor Mix(Tensor x) => base.Mix(x) + x; }");

        Assert.Contains("public override GraphValue Trace(GraphValue x) => relu.Trace(TraceMix(x));", text, StringComparison.Ordinal);
        Assert.Contains("private GraphValue TraceMix(GraphValue x) => TraceBlockMix(x) + x;", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ITraceable", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ForwardOfABaseThatIsNotExportedIsCopied() => Assert.Equal(
        ["Samples.Derived.Trace.g.cs"],
        Names(Usings + Block.Replace("private readonly", "protected readonly", StringComparison.Ordinal) + "[Export] public partial class Derived() : Block(\"Derived\");"));

    [Theory]
    [InlineData("Module<Tensor, Tensor, Tensor>", "Tensor forward(Tensor x, Tensor y) => x + y;", "[Trace(inputs[0], inputs[1])]")]
    [InlineData("Module<Tensor, Tensor?, Tensor>", "Tensor forward(Tensor x, Tensor? y = null) => y is null ? x : x + y;", "[Trace(inputs[0], inputs.Count > 1 ? inputs[1] : null)]")]
    [InlineData("Module<Tensor[], Tensor>", "Tensor forward(Tensor[] x) => cat(x, 1);", "[Trace([.. inputs])]")]
    [InlineData("Module<Tensor, List<Tensor>, Tensor>", "Tensor forward(Tensor x, List<Tensor> y) => cat(y.Append(x).ToArray(), 1);", "[Trace(inputs[0], [.. global::System.Linq.Enumerable.Skip(inputs, 1)])]")]
    [InlineData("Module<(Tensor, Tensor), Tensor>", "Tensor forward((Tensor, Tensor) x) => x.Item1 + x.Item2;", "[Trace((inputs[0], inputs[1]))]")]
    [InlineData("Module<Tensor, (Tensor, Tensor)?, Tensor>", "Tensor forward(Tensor x, (Tensor, Tensor)? y = null) => y is { } p ? x + p.Item1 : x;", "[Trace(inputs[0], inputs.Count > 1 ? (inputs[1], inputs[2]) : null)]")]
    [InlineData("Module<Tensor, bool, Tensor>", "Tensor forward(Tensor x, bool y) => y ? x : -x;", "throw new GraphException(")]
    [InlineData("Module<Tensor, bool, Tensor, Tensor>", "Tensor forward(Tensor x, bool y = true, Tensor? z = null) => y ? x : x + z!;", "[Trace(inputs[0], z: inputs.Count > 1 ? inputs[1] : null)]")]
    [InlineData("Module<Tensor, Tensor[]>", "Tensor[] forward(Tensor x) => [x, x.relu()];", "[.. Trace(inputs[0])]")]
    [InlineData("Module<Tensor, (Tensor A, (Tensor, Tensor[]) B)>", "(Tensor A, (Tensor, Tensor[]) B) forward(Tensor x) => (x, (x, x.chunk(2)));", "return [outputs.Item1, outputs.Item2.Item1, .. outputs.Item2.Item2];")]
    public void CallByListsTakesInputsApart(string module, string forward, string expected) => Assert.Contains(
        expected,
        Text("Samples.Net.Trace.g.cs", Usings + $$"""
            [Export]
            public partial class Net : {{module}}
            {
                public Net() : base("Net") => RegisterComponents();

                public override {{forward}}
            }
            """),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("where(x > 0, x, 0f)", "GraphTorch.where(x > 0, x, ")]
    [InlineData("1 - x * 2L + x / 3.0", "1 - x * 2L + x / 3.0")]
    [InlineData("x[.., 0] + x[^1, ..]", "x[.., 0] + x[^1, ..]")]
    [InlineData("weight.matmul(x)", "((GraphValue)weight).matmul(x)")]
    [InlineData("weight.mul(weight) + x", "weight.mul(weight) + x")]
    [InlineData("cat(new[] { x, weight }, 1)", "GraphTorch.cat(new GraphValue[] { x, weight }, 1)")]
    [InlineData("cat([x, weight], 1)", "GraphTorch.cat([x, weight], 1)")]
    [InlineData("functional.linear(x, weight)", "GraphFunctional.linear(x, weight)")]
    [InlineData("nn.functional.relu(x)", "GraphFunctional.relu(x)")]
    [InlineData("TorchSharp.torch.sigmoid(x)", "GraphTorch.sigmoid(x)")]
    [InlineData("x is { ndim: 2 } y ? y : (Tensor)x", "x is { ndim: 2 } y ? y : (GraphValue)x")]
    [InlineData("flag ? x : weight", "flag ? x : weight")]
    [InlineData("(maybe ?? x).relu()", "(maybe ?? x).relu()")]
    [InlineData("maybe is null ? x : maybe + x", "maybe is null ? x : maybe + x")]
    [InlineData("new Func<Tensor, Tensor>(t => t.relu())(x)", "new Func<GraphValue, GraphValue>(t => t.relu())(x)")]
    [InlineData("Enumerable.Range(0, 3).Aggregate(x, (sum, i) => sum + i)", "Enumerable.Range(0, 3).Aggregate(x, (sum, i) => sum + i)")]
    [InlineData("new[] { weight, weight }.Select(w => w * x).Aggregate((a, b) => a + b)", "new[] { weight, weight }.Select(w => w * x).Aggregate((a, b) => a + b)")]
    [InlineData("flag switch { true => x, _ => default(Tensor)! }", "flag switch { true => x, _ => default(GraphValue)! }")]
    [InlineData("call(x)", "Trace(x)")]
    public void ExpressionsAreWrittenOverValuesOfAGraph(string expression, string expected) => Assert.Contains(
        $"Trace(GraphValue x) => {expected}",
        Text("Samples.Net.Trace.g.cs", Usings + $$"""
            [Export]
            public sealed partial class Net : Module<Tensor, Tensor>
            {
                private readonly TorchSharp.Modules.Parameter weight = Parameter(ones(8, 8));
                private readonly Tensor? maybe = null;
                private readonly bool flag = true;

                public Net() : base("Net") => RegisterComponents();

                public override Tensor forward(Tensor x) => {{expression}};

                public override string ToString() => $"{flag} {maybe} {weight}";
            }
            """),
        StringComparison.Ordinal);

    [Fact]
    public void NamesThatAreTakenAreWrittenInFull()
    {
        var text = Text("Samples.Block.Trace.g.cs", Usings + "public class GraphValue; public class GraphTorch; public interface ITraceable;\n[Export]\n" + Block.Replace("fc.call(x)", "cat([fc.call(x)], 1)", StringComparison.Ordinal));

        Assert.Contains("partial class Block : global::QuantGen.Graph.ITraceable", text, StringComparison.Ordinal);
        Assert.Contains("global::QuantGen.Graph.GraphTorch.cat([fc.Trace(x)], 1)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void NamespaceThatWouldMakeANameAmbiguousIsLeftOut()
    {
        var text = Text(
            "Samples.Block.Trace.g.cs",
            "namespace Mine { public class GraphNode { public static int Count => 1; } }",
            Usings.Replace("using QuantGen;", "using QuantGen;\nusing Mine;", StringComparison.Ordinal) + "[Export]\n" + Block.Replace("fc.call(x)", "fc.call(x) * GraphNode.Count", StringComparison.Ordinal));

        Assert.Contains("using static QuantGen.Graph.LayerTracing;", text, StringComparison.Ordinal);
        Assert.DoesNotContain("using QuantGen.Graph;", text, StringComparison.Ordinal);
    }

    [Fact]
    public void HalfTypedCodeGetsNothing() => Assert.Empty(Generation.Run(Usings + "[Export]\n" + Block.Replace("fc.call(x)", "fc.call(x", StringComparison.Ordinal)).Files);

    private static IEnumerable<string> Names(params ReadOnlySpan<string> sources) => Generation.Run(sources).AssertCompiles().Files.Select(static file => file.HintName);

    private static string Text(string file, params ReadOnlySpan<string> sources) => Generation.Run(sources).AssertCompiles().Files.Single(other => other.HintName == file).Text;
}
