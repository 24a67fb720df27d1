using Xunit;
using Fix = QuantGen.Analyzers.Tests.Verification.CodeFixVerifier<
    QuantGen.Analyzers.Rules.BiasBeforeBatchNormAnalyzer,
    QuantGen.CodeFixes.Rules.BiasBeforeBatchNormCodeFix>;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.BiasBeforeBatchNormAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class BiasBeforeBatchNormTests
{
    private const string Source = """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = [|Conv2d|](3, 8, 3);
            private readonly BatchNorm2d norm = BatchNorm2d(8);
            private readonly Sequential layers = Sequential(Conv2d(8, 8, 3, bias: [|true|]), BatchNorm2d(8), ReLU());

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => layers.call(norm.call(conv.call(x)));
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'conv' has a bias that 'norm' takes away again by subtracting the mean: it is trained and stored for nothing; pass 'bias: "
        + "false'",
        "'layers.0' has a bias that 'layers.1' takes away again by subtracting the mean: it is trained and stored for nothing; pass "
        + "'bias: false'");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task FixDoesWhatTheMessageSays() => Fix.VerifyAsync(
        Source,
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3, bias: false);
            private readonly BatchNorm2d norm = BatchNorm2d(8);
            private readonly Sequential layers = Sequential(Conv2d(8, 8, 3, bias: false), BatchNorm2d(8), ReLU());

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => layers.call(norm.call(conv.call(x)));
        }
        """,
        title: "Pass 'bias: false'",
        twin: "QuantNet");

    [Fact]
    public Task ConvolutionWithoutBatchNormNeedsItsBias() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);
            private readonly ReLU relu = ReLU();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => relu.call(conv.call(x));
        }
        """);

    [Fact]
    public Task ConvolutionWithoutBiasIsFine() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3, bias: false);
            private readonly BatchNorm2d norm = BatchNorm2d(8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => norm.call(conv.call(x));
        }
        """);
}
