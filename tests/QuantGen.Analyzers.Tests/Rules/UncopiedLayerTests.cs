using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.UncopiedLayerAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class UncopiedLayerTests
{
    private const string Source = """
        [Quantize]
        partial class Net : Module<Tensor, Tensor, Tensor>
        {
            private readonly Linear linear = Linear(8, 8);
            private readonly PairwiseDistance [|distance|];

            public Net(PairwiseDistance distance) : base("Net")
            {
                this.distance = distance;
                RegisterComponents();
            }

            public override Tensor forward(Tensor x, Tensor y) => distance.call(linear.call(x), y);
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'distance', of class PairwiseDistance, shows nothing of what it was made with, so that no copy could be made for the twin; "
        + "hold it in a class of your own that carries [KeepFloat]");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task LayersThatShowTheirOptionsAreFine() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor, Tensor>
        {
            private readonly Linear linear = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x, Tensor y) => (linear.call(x) - y).pow(2).sum(1).sqrt();
        }
        """);

    [Fact]
    public Task ClassWithoutAnnotationIsLeftAlone() => Rule.VerifyAsync(
        """
        partial class Net : Module<Tensor, Tensor, Tensor>
        {
            private readonly Linear linear = Linear(8, 8);
            private readonly PairwiseDistance distance;

            public Net(PairwiseDistance distance) : base("Net")
            {
                this.distance = distance;
                RegisterComponents();
            }

            public override Tensor forward(Tensor x, Tensor y) => distance.call(linear.call(x), y);
        }
        """);
}
