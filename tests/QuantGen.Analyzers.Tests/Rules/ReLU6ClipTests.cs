using Xunit;
using Fix = QuantGen.Analyzers.Tests.Verification.CodeFixVerifier<
    QuantGen.Analyzers.Rules.ReLU6ClipAnalyzer,
    QuantGen.CodeFixes.Rules.ReLU6ClipCodeFix>;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.ReLU6ClipAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class ReLU6ClipTests
{
    private const string Source = """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Sequential layers = Sequential(Conv2d(3, 8, 3, bias: false), BatchNorm2d(8), [|ReLU6|]());

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => layers.call(x);
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'ReLU6' clips at 6, and levels for PowerOfTwo reach to a power of two: to 8, of which a quarter stays unused, or to 4 where the "
        + "range is smaller; use ReLU");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task FixDoesWhatTheMessageSays() => Fix.VerifyAsync(
        Source,
        """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Sequential layers = Sequential(Conv2d(3, 8, 3, bias: false), BatchNorm2d(8), ReLU());

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => layers.call(x);
        }
        """,
        title: "Use ReLU");

    [Fact]
    public Task FunctionIsReportedWithoutAFix() => Fix.VerifyNoFixAsync(
        """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3, bias: false);
            private readonly BatchNorm2d norm = BatchNorm2d(8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => norm.call(conv.call(x)).[|relu6|]();
        }
        """);

    [Fact]
    public Task ReLUIsFine() => Rule.VerifyAsync(
        """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Sequential layers = Sequential(Linear(8, 8), ReLU());

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => layers.call(x);
        }
        """);

    [Fact]
    public Task OtherTargetsTakeIt() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Sequential layers = Sequential(Linear(8, 8), ReLU6());

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => layers.call(x);
        }
        """);
}
