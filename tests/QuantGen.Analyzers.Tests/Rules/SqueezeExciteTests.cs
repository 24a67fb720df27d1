using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.SqueezeExciteAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class SqueezeExciteTests
{
    private const string Source = """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly AdaptiveAvgPool2d pool = AdaptiveAvgPool2d(1);
            private readonly Conv2d reduce = Conv2d(8, 2, 1);
            private readonly ReLU relu = ReLU();
            private readonly Conv2d expand = Conv2d(2, 8, 1);
            private readonly Hardsigmoid sigmoid = Hardsigmoid();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                var gate = sigmoid.call(expand.call(relu.call(reduce.call(pool.call(x)))));
                return [|x * gate|];
            }
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'x * gate' scales a tensor by a gate made from its own average: the product of two activations has a range that changes with "
        + "every image, which one power-of-two range holds badly; leave the gate out, as the lite forms of these networks do");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task GateFromSomethingElseIsAnotherMatter() => Rule.VerifyAsync(
        """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(8, 8, 1);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => x * conv.call(x).sigmoid();
        }
        """);

    [Fact]
    public Task OtherTargetsTakeIt() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly AdaptiveAvgPool2d pool = AdaptiveAvgPool2d(1);
            private readonly Conv2d reduce = Conv2d(8, 2, 1);
            private readonly ReLU relu = ReLU();
            private readonly Conv2d expand = Conv2d(2, 8, 1);
            private readonly Hardsigmoid sigmoid = Hardsigmoid();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                var gate = sigmoid.call(expand.call(relu.call(reduce.call(pool.call(x)))));
                return x * gate;
            }
        }
        """);

    [Fact]
    public Task GateInAFunctionWithAnUnknownActivationIsOne() => Rule.VerifyAsync(
        """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly AdaptiveAvgPool2d pool = AdaptiveAvgPool2d(1);
            private readonly Conv2d fc = Conv2d(8, 8, 1);
            private readonly Module<Tensor, Tensor> scale;

            public Net(Module<Tensor, Tensor> scale) : base("Net")
            {
                this.scale = scale;
                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                return [|Factors() * x|];

                Tensor Factors() => scale.call(fc.call(pool.call(x)));
            }
        }
        """);
}
