using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.TargetBitsAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class TargetBitsTests
{
    private const string Source = """
        [Quantize(Target = QuantizationTarget.PowerOfTwo, WeightBits = [|4|], ActivationBits = [|6|])]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv.call(x);
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "WeightBits of 'Net' is 4, and PowerOfTwo hardware computes with 8 or 16 bits: use one of these",
        "ActivationBits of 'Net' is 6, and PowerOfTwo hardware computes with 8 or 16 bits: use one of these");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task EightAndSixteenAreFine() => Rule.VerifyAsync(
        """
        [Quantize(Target = QuantizationTarget.PowerOfTwo, WeightBits = 8, ActivationBits = 16)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv.call(x);
        }
        """);

    [Fact]
    public Task OtherTargetsAreNotAsked() => Rule.VerifyAsync(
        """
        [Quantize(WeightBits = 4)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv.call(x);
        }
        """);

    [Fact]
    public Task FieldsAreLookedAtWhereTheyDifferFromTheirClass() => Rule.VerifyAsync(
        """
        [Quantize(Target = QuantizationTarget.PowerOfTwo, WeightBits = [|4|])]
        partial class Net : Module<Tensor, Tensor>
        {
            [Quantize(ActivationBits = [|12|])] private readonly Conv2d conv1 = Conv2d(3, 8, 3);
            [Quantize(ActivationBits = 16)] private readonly Conv2d conv2 = Conv2d(8, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv2.call(conv1.call(x));
        }
        """,
        "WeightBits of 'Net' is 4, and PowerOfTwo hardware computes with 8 or 16 bits: use one of these",
        "ActivationBits of 'conv1' is 12, and PowerOfTwo hardware computes with 8 or 16 bits: use one of these");
}
