using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.ConcatOfMixedRangesAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class ConcatOfMixedRangesTests
{
    private const string Source = """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv1 = Conv2d(3, 8, 3);
            private readonly Conv2d conv2 = Conv2d(3, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                var gate = conv1.call(x).sigmoid();
                var y = conv2.call(x);
                return torch.[|cat|]([gate, y], 1);
            }
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'cat' joins what 'sigmoid' gives, which lies within (0, 1), with values that have no such bound: they share one range, and "
        + "the narrow ones get few of its steps; concatenate before 'sigmoid', or quantize them apart");

    [Fact]
    public Task TrainingAtFewBitsHasNothingOfIt() => Rule.VerifyAsync(Source
        .Replace("[Quantize]", "[Quantize(Target = QuantizationTarget.LowBit)]", StringComparison.Ordinal)
        .Replace("[|", "", StringComparison.Ordinal)
        .Replace("|]", "", StringComparison.Ordinal));

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task BranchesOfOneKindAreFine() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv1 = Conv2d(3, 8, 3);
            private readonly Conv2d conv2 = Conv2d(3, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => torch.cat([conv1.call(x).tanh(), conv2.call(x).sigmoid()], 1);
        }
        """);

    [Fact]
    public Task BranchOfUnknownRangeIsLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv1 = Conv2d(3, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => torch.cat([conv1.call(x).sigmoid(), x], 1);
        }
        """);
}
