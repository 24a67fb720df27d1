using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.ListElementAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class ListElementTests
{
    private const string Join = """
        class Join : Module<Tensor, Tensor, Tensor>
        {
            public Join() : base("Join") => RegisterComponents();

            public override Tensor forward(Tensor x, Tensor y) => x + y;
        }

        """;

    private const string Source = Join + """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ModuleList<Join> [|joins|] = new(new Join(), new Join());

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => joins[0].call(x, x);
        }
        """;

    [Fact]
    public Task MessageSaysWhyAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'joins' is a list of 'Join', which takes or gives more than one tensor and has no twin; annotate its class with "
        + "[Quantize], or hold each layer in a field of its own");

    [Fact]
    public Task ListOfAnnotatedLayersOfTwoTensorsIsLeftAlone() => Rule.VerifyAsync(
        "[Quantize] partial " + Join + """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ModuleList<Join> joins = new(new Join(), new Join());

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => joins[0].call(x, x);
        }
        """);

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task ListsOfLayersWithOneTensorAreLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ModuleList<Linear> heads = new(Linear(8, 8));
            private readonly ModuleList<Module<Tensor, Tensor>> blocks = new(Linear(8, 8), ReLU());

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => heads[0].call(blocks[0].call(x));
        }
        """);

    [Fact]
    public Task ClassWithoutAnnotationMayHaveAnyList() => Rule.VerifyAsync(
        """
        class Net : Module<Tensor, Tensor>
        {
            private readonly ModuleList<Module<Tensor, Tensor, Tensor>> joins;

            public Net(Module<Tensor, Tensor, Tensor>[] joins) : base("Net")
            {
                this.joins = ModuleList(joins);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => joins[0].call(x, x);
        }
        """);
}
