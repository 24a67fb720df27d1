using Xunit;
using Fix = QuantGen.Analyzers.Tests.Verification.CodeFixVerifier<
    QuantGen.Analyzers.Rules.UnclippedActivationAnalyzer,
    QuantGen.CodeFixes.Rules.UnclippedActivationCodeFix>;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.UnclippedActivationAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class UnclippedActivationTests
{
    private const string Source = """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3, bias: false);
            private readonly BatchNorm2d norm = BatchNorm2d(8);
            private readonly LeakyReLU leaky = [|LeakyReLU|](0.1, inplace: true);
            private readonly Sequential layers = Sequential(Linear(8, 8), nn.[|GELU|](), Linear(8, 8), [|SiLU|](true));

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => layers.call(leaky.call(norm.call(conv.call(x))));
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'LeakyReLU' cannot be replaced by a clip, as ReLU is for PowerOfTwo: its output has no quantizer of its own, and is computed "
        + "in float; use ReLU",
        "'GELU' cannot be replaced by a clip, as ReLU is for PowerOfTwo: its output has no quantizer of its own, and is computed in "
        + "float; use ReLU",
        "'SiLU' cannot be replaced by a clip, as ReLU is for PowerOfTwo: its output has no quantizer of its own, and is computed in "
        + "float; use ReLU");

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
            private readonly ReLU leaky = ReLU(inplace: true);
            private readonly Sequential layers = Sequential(Linear(8, 8), nn.ReLU(), Linear(8, 8), ReLU(true));

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => layers.call(leaky.call(norm.call(conv.call(x))));
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

            public override Tensor forward(Tensor x) => functional.[|silu|](norm.call(conv.call(x)));
        }
        """);

    [Fact]
    public Task ReLUIsFine() => Rule.VerifyAsync(
        """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Sequential layers = Sequential(Linear(8, 8), ReLU(), Linear(8, 8), Hardtanh());

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
            private readonly Sequential layers = Sequential(Linear(8, 8), GELU());

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => layers.call(x);
        }
        """);

    [Fact]
    public Task TargetMayComeFromTheAssembly() => Rule.VerifyAsync(
        """
        [assembly: Quantize(Target = QuantizationTarget.PowerOfTwo)]

        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> gelu;

            public Net() : base("Net")
            {
                gelu = nn.[|GELU|]();
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => gelu.call(x);
        }

        [Quantize(Target = QuantizationTarget.TensorRT)]
        partial class Other : Module<Tensor, Tensor>
        {
            private readonly GELU gelu = GELU();

            public Other() : base("Other") => RegisterComponents();

            public override Tensor forward(Tensor x) => gelu.call(x);
        }
        """);

    [Fact]
    public Task ActivationAmongOthersInACollectionOrHelperIsFound() => Rule.VerifyAsync(
        """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Sequential layers = Sequential();

            public Net(int depth) : base("Net")
            {
                for (var i = 0; i < depth; i++)
                    layers.append(Unit());
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => Activate(layers.call(x));

            private static Sequential Unit() => Sequential(Linear(8, 8), [|SiLU|]());

            private Tensor Activate(Tensor x) => functional.[|hardswish|](x);
        }
        """);
}
