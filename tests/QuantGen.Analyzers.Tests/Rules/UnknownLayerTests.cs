using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.UnknownLayerAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class UnknownLayerTests
{
    private const string Source = """
        [Quantize]
        partial class Net : Module<Tensor, Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor, Tensor> [|join|];

            public Net(Module<Tensor, Tensor, Tensor> join) : base("Net")
            {
                this.join = join;
                RegisterComponents();
            }

            public override Tensor forward(Tensor x, Tensor y) => join.call(x, y);
        }
        """;

    [Fact]
    public Task MessageSaysWhyAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'join' is declared as 'Module<Tensor, Tensor, Tensor>', and nothing in the class tells which layer it holds; declare "
        + "it as the layer's own class");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task LayerThatTakesOneTensorMayBeAny() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> head;

            public Net(Module<Tensor, Tensor> head) : base("Net")
            {
                this.head = head;
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => head.call(x);
        }
        """);

    [Fact]
    public Task LayerDeclaredAsItsOwnClassIsKnown() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Join : Module<Tensor, Tensor, Tensor>
        {
            public Join() : base("Join") => RegisterComponents();

            public override Tensor forward(Tensor x, Tensor y) => x + y;
        }

        [Quantize]
        partial class Net : Module<Tensor, Tensor, Tensor>
        {
            private readonly Join join;

            public Net(Join join) : base("Net")
            {
                this.join = join;
                RegisterComponents();
            }

            public override Tensor forward(Tensor x, Tensor y) => join.call(x, y);
        }
        """);
}
