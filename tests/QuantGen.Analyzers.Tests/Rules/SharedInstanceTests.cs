using Xunit;
using Fix = QuantGen.Analyzers.Tests.Verification.CodeFixVerifier<
    QuantGen.Analyzers.Rules.SharedInstanceAnalyzer,
    QuantGen.CodeFixes.Rules.SharedInstanceCodeFix>;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.SharedInstanceAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class SharedInstanceTests
{
    private const string Source = """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Sequential first;
            private readonly Sequential second;

            public Net() : base("Net")
            {
                var relu = ReLU();
                first = Sequential(Conv2d(3, 8, 3), relu);
                second = Sequential(Conv2d(8, 8, 3), [|relu|]);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => second.call(first.call(x));
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'relu' is put into a second container: one instance then has two names in state_dict(), a range attached to it has to serve "
        + "both places, and no BatchNorm can be merged into it; make a layer for each place");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task EveryContainerWithItsOwnLayerIsFine() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Sequential first;
            private readonly Sequential second;

            public Net() : base("Net")
            {
                var relu1 = ReLU();
                var relu2 = ReLU();
                first = Sequential(Conv2d(3, 8, 3), relu1);
                second = Sequential(Conv2d(8, 8, 3), relu2);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => second.call(first.call(x));
        }
        """);

    [Fact]
    public Task ArmsOfAnIfMayShareALayer() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Sequential layers;

            public Net(bool deep = true) : base("Net")
            {
                var relu = ReLU();
                if (deep)
                    layers = Sequential(Conv2d(3, 8, 3), relu, Conv2d(8, 8, 3));
                else
                    layers = Sequential(Conv2d(3, 8, 3), relu);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => layers.call(x);
        }
        """);

    [Fact]
    public Task SecondContainerGetsALayerOfItsOwn() => Fix.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ReLU6 clip = ReLU6(inplace: true);
            private readonly Sequential first;
            private readonly Sequential second;

            public Net() : base("Net")
            {
                var relu = ReLU();
                first = Sequential(Conv2d(3, 8, 3), relu, Conv2d(8, 8, 3), [|clip|]);
                second = Sequential(("conv", Conv2d(8, 8, 3)), ("relu", [|relu|]));
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => clip.call(second.call(first.call(x)));
        }
        """,
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ReLU6 clip = ReLU6(inplace: true);
            private readonly Sequential first;
            private readonly Sequential second;

            public Net() : base("Net")
            {
                var relu = ReLU();
                first = Sequential(Conv2d(3, 8, 3), relu, Conv2d(8, 8, 3), ReLU6(inplace: true));
                second = Sequential(("conv", Conv2d(8, 8, 3)), ("relu", ReLU()));
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => clip.call(second.call(first.call(x)));
        }
        """,
        title: "Make a layer of its own here",
        twin: "QuantNet");

    [Fact]
    public Task LayerWithWeightsMayBeSharedOnPurpose() => Fix.VerifyNoFixAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Sequential first;
            private readonly Sequential second;

            public Net() : base("Net")
            {
                var conv = Conv2d(8, 8, 3);
                first = Sequential(conv, ReLU());
                second = Sequential([|conv|]);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => second.call(first.call(x));
        }
        """);
}
