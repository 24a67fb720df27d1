using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.ContradictoryAttributesAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class ContradictoryAttributesTests
{
    private const string Source = """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            [KeepFloat, [|Quantize(WeightBits = 4)|]]
            private readonly Conv2d conv = Conv2d(3, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv.call(x);
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'conv' carries both [KeepFloat] and [Quantize]: it can stay in float or be quantized in a way of its own, not both; remove "
        + "one of them");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task EitherOfThemIsFine() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            [KeepFloat] private readonly Conv2d conv1 = Conv2d(3, 8, 3);
            [Quantize(WeightBits = 4)] private readonly Conv2d conv2 = Conv2d(8, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv2.call(conv1.call(x));
        }
        """);

    [Fact]
    public Task KeptLayerOfAnAnnotatedClassIsFine() => Rule.VerifyAsync(
        """
        [Quantize(WeightBits = 4)]
        partial class Net : Module<Tensor, Tensor>
        {
            [KeepFloat] private readonly Conv2d conv = Conv2d(3, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv.call(x);
        }
        """);
}
