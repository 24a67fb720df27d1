using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.FunctionalWeightsAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class FunctionalWeightsTests
{
    private const string Source = """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Parameter weight = Parameter(torch.randn(8, 3, 3, 3));

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => functional.[|conv2d|](x, weight, padding: [1, 1]);
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'functional.conv2d' stays in float: its weights are arguments of the call, so there is no layer whose input and weight could "
        + "be quantized; make it a layer, Conv2d");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task LayersAreFine() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);
            private readonly Linear linear = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => linear.call(conv.call(x).mean([2, 3]));
        }
        """);

    [Fact]
    public Task FunctionWithoutWeightsIsFine() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => functional.max_pool2d(conv.call(x), 2);
        }
        """);
}
