using Xunit;
using Fix = QuantGen.Analyzers.Tests.Verification.CodeFixVerifier<
    QuantGen.Analyzers.Rules.MergingOffAnalyzer,
    QuantGen.CodeFixes.Rules.MergingOffCodeFix>;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.MergingOffAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class MergingOffTests
{
    private const string Source = """
        [Quantize(Target = QuantizationTarget.PowerOfTwo, FoldBatchNorm = [|false|])]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3, bias: false);
            private readonly BatchNorm2d norm = BatchNorm2d(8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => norm.call(conv.call(x));
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'Net' has BatchNorms and turns merging them off: PowerOfTwo hardware has no BatchNorm, and what was not merged before "
        + "training is merged after it, with other weights; leave FoldBatchNorm at true");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task FixDoesWhatTheMessageSays() => Fix.VerifyAsync(
        Source,
        """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3, bias: false);
            private readonly BatchNorm2d norm = BatchNorm2d(8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => norm.call(conv.call(x));
        }
        """,
        title: "Remove 'FoldBatchNorm = false'");

    [Fact]
    public Task ClassWithoutBatchNormHasNothingToMerge() => Rule.VerifyAsync(
        """
        [Quantize(Target = QuantizationTarget.PowerOfTwo, FoldBatchNorm = false)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear linear = Linear(3, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => linear.call(x);
        }
        """);

    [Fact]
    public Task OtherTargetsMayTurnItOff() => Rule.VerifyAsync(
        """
        [Quantize(FoldBatchNorm = false)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3, bias: false);
            private readonly BatchNorm2d norm = BatchNorm2d(8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => norm.call(conv.call(x));
        }
        """);
}
