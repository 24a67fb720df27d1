using Xunit;
using Fix = QuantGen.Analyzers.Tests.Verification.CodeFixVerifier<
    QuantGen.Analyzers.Rules.OptionsWithoutEffectAnalyzer,
    QuantGen.CodeFixes.Rules.OptionsWithoutEffectCodeFix>;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.OptionsWithoutEffectAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class OptionsWithoutEffectTests
{
    private const string Source = """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);
            [[|Quantize(ActivationBits = 4)|]]
            private readonly ReLU relu = ReLU();
            [NonSerialized, [|Quantize|]]
            private readonly bool twice;

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => relu.call(conv.call(x));
        }

        partial class Plain : Module<Tensor, Tensor>
        {
            [[|Quantize|]]
            private readonly Conv2d conv = Conv2d(3, 8, 3);

            public Plain() : base("Plain") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv.call(x);
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "[Quantize] on 'relu' has no effect, because ReLU has no quantizers; put it on the layers before and after, or remove it",
        "[Quantize] on 'twice' has no effect, because it holds no layer; remove it",
        "[Quantize] on 'conv' has no effect, because 'Plain' has no [Quantize] itself, so that it gets no twin; annotate the class "
        + "too");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task FixDoesWhatTheMessageSays() => Fix.VerifyAsync(
        Source,
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);
            private readonly ReLU relu = ReLU();
            [NonSerialized]
            private readonly bool twice;

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => relu.call(conv.call(x));
        }

        partial class Plain : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);

            public Plain() : base("Plain") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv.call(x);
        }
        """,
        title: "Remove [Quantize]",
        twin: "QuantNet");

    [Fact]
    public Task LayersWithQuantizersTakeIt() => Rule.VerifyAsync(
        """
        [Quantize(QuantizePools = true)]
        partial class Net : Module<Tensor, Tensor>
        {
            [Quantize(WeightBits = 4)] private readonly Conv2d conv = Conv2d(3, 8, 3);
            [Quantize(ActivationBits = 4)] private readonly AvgPool2d pool = AvgPool2d(2);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => pool.call(conv.call(x));
        }
        """);

    [Fact]
    public Task LayerOfUnknownClassMayTakeIt() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            [Quantize(WeightBits = 4)] private readonly Module<Tensor, Tensor> layer = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => layer.call(x);
        }
        """);

    [Fact]
    public Task ReLUThatAClipReplacesHasBits() => Rule.VerifyAsync(
        """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);
            [Quantize(ActivationBits = 16)] private readonly ReLU relu = ReLU();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => relu.call(conv.call(x));
        }
        """);
}
