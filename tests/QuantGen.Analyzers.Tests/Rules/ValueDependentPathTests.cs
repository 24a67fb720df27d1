using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.ValueDependentPathAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class ValueDependentPathTests
{
    private const string Source = """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear linear = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                x = linear.call(x);
                if ([|x.max().item<float>()|] > 6)
                    x = x / 2;
                return x;
            }
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'x.max().item<float>()' reads a value of a tensor to choose its way: the twin does so too, but a graph exported from it has "
        + "one way, that of the tensor it was made with; decide by a flag or a shape, or compute both and choose with torch.where");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task ConditionsOnShapesAndFlagsAreFine() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear linear = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                if (x.shape[0] > 1 && training)
                    x = linear.call(x);
                return x;
            }
        }
        """);

    [Fact]
    public Task ValueThatChoosesNothingIsFine() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear linear = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                x = linear.call(x);
                var largest = x.max().item<float>();
                return x / largest;
            }
        }
        """);
}
