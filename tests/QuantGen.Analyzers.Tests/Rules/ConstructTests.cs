using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.ConstructAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class ConstructTests
{
    private const string Source = """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ReLU relu = ReLU();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                x = x.chunk(2).Select(part => [|relu|].call(part)).First();
                if (x.size(0) > 1)
                    [|goto Done;|]
                x = relu.call(x);
            [|Done:
                return x;|]
            }
        }
        """;

    [Fact]
    public Task MessageSaysWhyAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "forward contains a lambda that uses a layer, which the twin cannot repeat; call the layer outside it",
        "forward contains a goto or its label, which the twin cannot repeat; write a loop or an if",
        "forward contains a goto or its label, which the twin cannot repeat; write a loop or an if");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task ControlFlowLocalsTuplesAndDisposeScopesAreRepeated() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ReLU relu = ReLU();
            private readonly Linear? down = null;

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                using var scope = NewDisposeScope();
                var (a, b) = (x, x.relu());
                Func<Tensor, Tensor> activate = y => relu.call(y);
                for (var i = 0; i < 2; i++)
                    a = activate(a) + b;
                if (down is not null)
                    a = down.call(a);
                return relu.call(a);
            }
        }
        """);

    [Fact]
    public Task SameConstructsOutsideForwardAreLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ReLU relu = ReLU();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => relu.call(x);

            public Tensor Twice(Tensor x)
            {
                Func<Tensor, Tensor> activate = y => relu.call(y);
                goto Done;
            Done:
                return activate(activate(x));
            }
        }
        """);
}
