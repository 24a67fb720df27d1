using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using QuantGen.Generators.Tests.Support;
using QuantGen.Testing.Compilations;
using Xunit;

namespace QuantGen.Generators.Tests;

/// <summary>A twin holds what its class inherits, so an edit of a base class in another file changes it, and an edit beside both does not.</summary>
public sealed class BaseClassEditTests
{
    private const string Model = """
        using QuantGen;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Samples;

        [Quantize]
        public partial class Model : Middle<Linear>
        {
            public Model() : base(Linear(3, 3)) => RegisterComponents();
            protected override Tensor Step(Tensor x) => base.Step(x) + x;
        }
        """;

    private const string Middle = """
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Samples;

        public abstract class Middle<T> : Root where T : Module<Tensor, Tensor>
        {
            protected readonly T inner;
            protected Middle(T inner) : base("Model") => this.inner = inner;
            protected override Tensor Step(Tensor x) => inner.call(x);
        }
        """;

    private const string Root = """
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Samples;

        public abstract class Root : Module<Tensor, Tensor>
        {
            protected Root(string name) : base(name) { }
            public override Tensor forward(Tensor x) => Step(x).relu();
            protected abstract Tensor Step(Tensor x);
        }
        """;

    private const string Other = "namespace Samples; public static class Other { public static int X => 1; }";

    private static readonly Dictionary<string, Func<CSharpCompilation, CSharpCompilation>> _edits = new(StringComparer.Ordinal)
    {
        ["forward in the root"] = static c => c.Edit(2, ".relu()", ".tanh()"),
        ["a method in the middle"] = static c => c.Edit(1, "=> inner.call(x)", "=> inner.call(x.neg())"),
        ["a field of the middle"] = static c => c.Edit(1, "protected readonly T inner;", "protected readonly T inner; protected readonly Conv2d more = Conv2d(3, 3, 1);"),
        ["the accessibility of a field"] = static c => c.Edit(1, "protected readonly T inner", "private readonly T inner"),
        ["the type argument"] = static c => c.Edit(0, "Middle<Linear>", "Middle<Module<Tensor, Tensor>>"),
        ["an override taken away"] = static c => c.Edit(0, "protected override Tensor Step(Tensor x) => base.Step(x) + x;", ""),
    };

    public static TheoryData<string> Names => [.. _edits.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void TwinFollowsItsBases(string edit)
    {
        var before = Generation.Run(Generation.Compile(Model, Middle, Root, Other));
        Assert.Single(before.Files);

        var after = _edits[edit](before.Input);
        var files = Generation.Run(before.Driver, after).Files.ToArray();

        Assert.Equal(Fresh(after), files);
        Assert.NotEqual(before.Files, files);
        Assert.Equal(before.Files, Generation.Run(Generation.Run(before.Driver, after).Driver, before.Input).Files);
    }

    [Fact]
    public void EditBesideTheBasesWritesNothing()
    {
        var before = Generation.RunTracked(Model, Middle, Root, Other);

        var after = Generation.Run(before.Driver, before.Input.Edit(3, "=> 1", "=> 2"));

        var outputs = after.Result.TrackedOutputSteps.SelectMany(static step => step.Value).SelectMany(static step => step.Outputs);
        Assert.All(outputs, static output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    private static IEnumerable<(string HintName, string Text)> Fresh(CSharpCompilation compilation)
    {
        var trees = compilation.SyntaxTrees.Select(static tree => SourceCompilation.Parse(tree.ToString(), tree.FilePath));
        return Generation.Run(compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(trees)).Files;
    }
}
