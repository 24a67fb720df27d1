using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.PoolShapeAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class PoolShapeTests
{
    private const string Source = """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly MaxPool2d pool1 = MaxPool2d([|5|], stride: 1, padding: 2);
            private readonly AvgPool2d pool2 = AvgPool2d(2, stride: [|3|]);
            private readonly MaxPool2d pool3 = MaxPool2d(3, dilation: [|2|]);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => functional.avg_pool2d(pool3.call(pool2.call(pool1.call(x))), [|7|]);
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'MaxPool2d' has a kernel of 5x5, for which PowerOfTwo hardware has no fast kernel; chain pools of 3x3, two for 5x5 and three "
        + "for 7x7, or use an adaptive pool for the whole image",
        "'AvgPool2d' has a stride of 3x3, for which PowerOfTwo hardware has no fast kernel; use 1 or 2",
        "'MaxPool2d' has a dilation, for which PowerOfTwo hardware has no fast kernel; use dilation 1",
        "'avg_pool2d' has a kernel of 7x7, for which PowerOfTwo hardware has no fast kernel; chain pools of 3x3, two for 5x5 and "
        + "three for 7x7, or use an adaptive pool for the whole image");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task UsualPoolsAreFine() => Rule.VerifyAsync(
        """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly MaxPool2d pool1 = MaxPool2d(3, stride: 2, padding: 1);
            private readonly AdaptiveAvgPool2d pool2 = AdaptiveAvgPool2d(1);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => pool2.call(pool1.call(x));
        }
        """);

    [Fact]
    public Task OtherTargetsTakeThem() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly MaxPool2d pool = MaxPool2d(5);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => pool.call(x);
        }
        """);
}
