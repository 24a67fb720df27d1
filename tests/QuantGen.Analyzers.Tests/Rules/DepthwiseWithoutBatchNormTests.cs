using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.DepthwiseWithoutBatchNormAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class DepthwiseWithoutBatchNormTests
{
    private const string Source = """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Sequential layers = Sequential([|Conv2d|](8, 8, 3, groups: 8), Conv2d(8, 16, 1));

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => layers.call(x);
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'layers.0' is depthwise and has no BatchNorm behind it: its channels keep scales of their own, which one power-of-two range "
        + "cannot hold; put a BatchNorm behind it");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task DepthwiseConvolutionWithBatchNormIsFine() => Rule.VerifyAsync(
        """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Sequential layers = Sequential(Conv2d(8, 8, 3, groups: 8, bias: false), BatchNorm2d(8));

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
            private readonly Conv2d depthwise = Conv2d(8, 8, 3, groups: 8);
            private readonly ReLU relu = ReLU();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => relu.call(depthwise.call(x));
        }
        """);
}
