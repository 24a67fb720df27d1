using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.ActivationAfterActivationAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class ActivationAfterActivationTests
{
    private const string Source = """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear linear = Linear(8, 8);
            private readonly ReLU relu1 = ReLU();
            private readonly ReLU relu2 = ReLU();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                x = [|relu2|].call(relu1.call(linear.call(x)));
                return x.[|sigmoid|]();
            }
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'relu2' follows the activation 'relu1' directly: it works on values that are clipped already, and costs a range or a pass "
        + "more; drop one",
        "'sigmoid' follows the activation 'relu2' directly: it works on values that are clipped already, and costs a range or a pass "
        + "more; drop one");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task LayerBetweenThemMakesTwo() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear linear1 = Linear(8, 8);
            private readonly Linear linear2 = Linear(8, 8);
            private readonly ReLU relu1 = ReLU();
            private readonly ReLU relu2 = ReLU();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => relu2.call(linear2.call(relu1.call(linear1.call(x))));
        }
        """);

    [Fact]
    public Task SumBetweenThemMakesTwo() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear linear = Linear(8, 8);
            private readonly ReLU relu1 = ReLU();
            private readonly ReLU relu2 = ReLU();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => relu2.call(relu1.call(linear.call(x)) + x);
        }
        """);
}
