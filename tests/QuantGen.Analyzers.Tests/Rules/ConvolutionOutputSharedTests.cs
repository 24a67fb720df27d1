using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.ConvolutionOutputSharedAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class ConvolutionOutputSharedTests
{
    private const string Source = """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(8, 8, 3, padding: 1, bias: false);
            private readonly BatchNorm2d norm = BatchNorm2d(8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                var y = [|conv|].call(x);
                return norm.call(y) + y;
            }
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'conv' cannot be merged with 'norm', because its output is used elsewhere too: the BatchNorm stays an operation of its own, "
        + "and the weights are quantized without its scale; let everything read what comes behind 'norm'");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task OnlyTheBatchNormReadsTheConvolution() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(8, 8, 3, padding: 1, bias: false);
            private readonly BatchNorm2d norm = BatchNorm2d(8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                var y = norm.call(conv.call(x));
                return y + y.neg();
            }
        }
        """);

    [Fact]
    public Task NothingIsMergedWhereMergingIsOff() => Rule.VerifyAsync(
        """
        [Quantize(FoldBatchNorm = false)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(8, 8, 3, padding: 1, bias: false);
            private readonly BatchNorm2d norm = BatchNorm2d(8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                var y = conv.call(x);
                return norm.call(y) + y;
            }
        }
        """);

    [Fact]
    public Task LookingAtTheOutputKeepsItApart() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(8, 8, 3, padding: 1, bias: false);
            private readonly BatchNorm2d norm = BatchNorm2d(8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                var y = [|conv|].call(x);
                var width = y.shape[3];
                return norm.call(y).reshape(-1, width);
            }
        }
        """,
        "'conv' cannot be merged with 'norm', because 'y.shape' looks at its output: the BatchNorm stays an operation of its own, and "
        + "the weights are quantized without its scale; look at what comes behind 'norm'");

    [Fact]
    public Task UsingKeepsItApart() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(8, 8, 3, padding: 1, bias: false);
            private readonly BatchNorm2d norm = BatchNorm2d(8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                using var y = [|conv|].call(x);
                return norm.call(y);
            }
        }
        """,
        "'conv' cannot be merged with 'norm', because a 'using' disposes of its output: the BatchNorm stays an operation of its own, "
        + "and the weights are quantized without its scale; call 'norm' on it in the same expression, or use a dispose scope");

    [Fact]
    public Task LookingAtWhatComesBehindTheBatchNormIsLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(8, 8, 3, padding: 1, bias: false);
            private readonly BatchNorm2d norm = BatchNorm2d(8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                using var y = norm.call(conv.call(x));
                return y.reshape(-1, y.shape[3]);
            }
        }
        """);
}
