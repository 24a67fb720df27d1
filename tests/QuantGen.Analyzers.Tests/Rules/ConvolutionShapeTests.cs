using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.ConvolutionShapeAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class ConvolutionShapeTests
{
    private const string Source = """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv1 = Conv2d(3, 8, [|9|]);
            private readonly Conv2d conv2 = Conv2d(3, 8, (3, 3), stride: [|(2, 1)|]);
            private readonly Conv2d conv3 = Conv2d(8, 8, [|(1, 3)|], groups: 8);
            private readonly ConvTranspose2d up = ConvTranspose2d(3, 8, [|3|], 2);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv1.call(x) + conv2.call(x) + conv3.call(up.call(x));
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'Conv2d' has a kernel of 9x9, for which PowerOfTwo hardware has no fast kernel; split it into smaller ones",
        "'Conv2d' has a stride that differs in height and width, for which PowerOfTwo hardware has no fast kernel; use the same for "
        + "both",
        "'Conv2d' has a depthwise kernel of 1x3 at stride 1x1, for which PowerOfTwo hardware has no fast kernel; use 3x3, 5x5 or 7x7 "
        + "at stride 1 or 2",
        "'ConvTranspose2d' has a transposed kernel of 3x3 at stride 2x2, for which PowerOfTwo hardware has no fast kernel; use 2x2 or "
        + "4x4 at stride 2, or upsample and convolve");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task UsualShapesAreFine() => Rule.VerifyAsync(
        """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv1 = Conv2d(3, 8, 11, 4);
            private readonly Conv2d conv2 = Conv2d(8, 8, 5, stride: 2, groups: 8);
            private readonly ConvTranspose2d up = ConvTranspose2d(8, 8, 2, 2);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => up.call(conv2.call(conv1.call(x)));
        }
        """);

    [Fact]
    public Task OtherTargetsTakeThem() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 9);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv.call(x);
        }
        """);
}
