using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.OtherNormalizationAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class OtherNormalizationTests
{
    private const string Source = """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Sequential layers = Sequential(Conv2d(3, 8, 3), [|InstanceNorm2d|](8), ReLU(), Conv2d(8, 8, 3), nn.[|GroupNorm|](2, 8));

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => layers.call(x);
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'InstanceNorm2d' computes its statistics while the model runs, which PowerOfTwo hardware does in float if at all; use "
        + "BatchNorm, which is merged into the convolution before it",
        "'GroupNorm' computes its statistics while the model runs, which PowerOfTwo hardware does in float if at all; use BatchNorm, "
        + "which is merged into the convolution before it");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task BatchNormIsFine() => Rule.VerifyAsync(
        """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Sequential layers = Sequential(Conv2d(3, 8, 3, bias: false), BatchNorm2d(8));

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => layers.call(x);
        }
        """);

    [Fact]
    public Task OtherTargetsTakeThem() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly LayerNorm norm = LayerNorm(8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => norm.call(x);
        }
        """);
}
