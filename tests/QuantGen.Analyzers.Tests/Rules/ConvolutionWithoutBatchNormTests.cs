using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.ConvolutionWithoutBatchNormAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class ConvolutionWithoutBatchNormTests
{
    private const string Source = """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv1 = Conv2d(3, 8, 3);
            private readonly ReLU relu = ReLU();
            private readonly Conv2d conv2 = Conv2d(8, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv2.call(relu.call([|conv1|].call(x)));
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'conv1' has no BatchNorm behind it: nothing keeps its channels to one scale, and a power-of-two range loses up to one bit "
        + "more on each; put a BatchNorm behind it");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task LastConvolutionMayDoWithout() => Rule.VerifyAsync(
        """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv1 = Conv2d(3, 8, 3, bias: false);
            private readonly BatchNorm2d norm = BatchNorm2d(8);
            private readonly ReLU relu = ReLU();
            private readonly Conv2d conv2 = Conv2d(8, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv2.call(relu.call(norm.call(conv1.call(x)))).relu();
        }
        """);

    [Fact]
    public Task OtherTargetsDoNotAsk() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv1 = Conv2d(3, 8, 3);
            private readonly ReLU relu = ReLU();
            private readonly Conv2d conv2 = Conv2d(8, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv2.call(relu.call(conv1.call(x)));
        }
        """);
}
