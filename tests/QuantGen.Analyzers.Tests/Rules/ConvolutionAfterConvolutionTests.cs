using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.ConvolutionAfterConvolutionAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class ConvolutionAfterConvolutionTests
{
    private const string Source = """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Sequential layers = Sequential(Conv2d(3, 8, 1), [|Conv2d|](8, 8, 3));

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => layers.call(x);
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'layers.1' takes what 'layers.0' gives, with no BatchNorm or activation between: nothing bounds that value before it is "
        + "rounded to a power-of-two range; put a BatchNorm, an activation, or both between them");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task BatchNormBetweenThemIsEnough() => Rule.VerifyAsync(
        """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Sequential layers = Sequential(Conv2d(3, 8, 1, bias: false), BatchNorm2d(8), Conv2d(8, 8, 3));

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => layers.call(x);
        }
        """);

    [Fact]
    public Task OtherTargetsDoNotAsk() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Sequential layers = Sequential(Conv2d(3, 8, 1), Conv2d(8, 8, 3));

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => layers.call(x);
        }
        """);
}
