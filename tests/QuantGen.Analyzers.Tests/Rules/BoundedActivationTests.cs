using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.BoundedActivationAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class BoundedActivationTests
{
    private const string Source = """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear linear1 = Linear(8, 8);
            private readonly Tanh tanh = Tanh();
            private readonly Linear linear2 = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => linear2.call([|tanh|].call(linear1.call(x)));
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'tanh' gives values within (-1, 1), and no clip takes its place for PowerOfTwo: what follows reads them unquantized; move it "
        + "to the end of the network, or keep it and what follows in float");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task ActivationAtTheEndIsFine() => Rule.VerifyAsync(
        """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear linear = Linear(8, 8);
            private readonly Sigmoid sigmoid = Sigmoid();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => sigmoid.call(linear.call(x));
        }
        """);

    [Fact]
    public Task OtherTargetsTakeIt() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear linear1 = Linear(8, 8);
            private readonly Tanh tanh = Tanh();
            private readonly Linear linear2 = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => linear2.call(tanh.call(linear1.call(x)));
        }
        """);
}
