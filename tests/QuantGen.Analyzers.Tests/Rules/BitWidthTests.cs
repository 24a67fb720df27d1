using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.BitWidthAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class BitWidthTests
{
    private const string Source = """
        [Quantize(WeightBits = [|1|])]
        partial class Net : Module<Tensor, Tensor>
        {
            [Quantize(ActivationBits = [|20|])] private readonly Conv2d conv = Conv2d(3, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv.call(x);
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "WeightBits is 1, and quantizers have 2 to 16 bits; 8 is what integer hardware computes with",
        "ActivationBits is 20, and quantizers have 2 to 16 bits; 8 is what integer hardware computes with");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task EndsOfTheRangeAreFine() => Rule.VerifyAsync(
        """
        [Quantize(WeightBits = 2, ActivationBits = 16)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv.call(x);
        }
        """);

    [Fact]
    public Task AnnotationWithoutBitsIsFine() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv.call(x);
        }
        """);
}
