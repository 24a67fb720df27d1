using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.NeverCalledAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class NeverCalledTests
{
    private const string Source = """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv1 = Conv2d(3, 8, 3);
            private readonly Conv2d [|conv2|] = Conv2d(8, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv1.call(x);
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'conv2' is registered, but nothing in 'Net' calls it: its parameters are saved and counted, and its copy in the twin never "
        + "gets a range; call it in forward, or remove it");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task LayerInAContainerIsCalledByIt() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv;
            private readonly Sequential layers;

            public Net() : base("Net")
            {
                conv = Conv2d(3, 8, 3);
                layers = Sequential(conv, ReLU());
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => layers.call(x);
        }
        """);

    [Fact]
    public Task LayerThatOthersCanReachIsLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv1 = Conv2d(3, 8, 3);
            internal readonly Conv2d conv2 = Conv2d(8, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv1.call(x);
        }
        """);

    [Fact]
    public Task WhoGoesThroughAllChildrenCallsThem() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv1 = Conv2d(3, 8, 3);
            private readonly Conv2d conv2 = Conv2d(8, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                foreach (var child in children().OfType<Module<Tensor, Tensor>>())
                    x = child.call(x);
                return x;
            }
        }
        """);
}
