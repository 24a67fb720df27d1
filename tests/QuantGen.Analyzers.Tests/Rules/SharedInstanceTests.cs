using Xunit;
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
}
