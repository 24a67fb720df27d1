using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.EinsumAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class EinsumTests
{
    private const string Source = """
        [Quantize]
        partial class Attention : Module<Tensor, Tensor>
        {
            private readonly Linear qkv = Linear(8, 24);

            public Attention() : base("Attention") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                var parts = qkv.call(x).chunk(3, -1);
                var scores = torch.[|einsum|]("bid,bjd->bij", parts[0], parts[1]);
                return [|einsum|]("bij,bjd->bid", scores.softmax(-1), parts[2]);
            }
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'torch.einsum' stays in float: which product it computes is said in a text, so its operands get no quantizers, as those of matmul "
        + "do; write it with matmul or bmm",
        "'torch.einsum' stays in float: which product it computes is said in a text, so its operands get no quantizers, as those of matmul "
        + "do; write it with matmul or bmm");

    [Fact]
    public Task TrainingAtFewBitsHasNothingOfIt() => Rule.VerifyAsync(Source
        .Replace("[Quantize]", "[Quantize(Target = QuantizationTarget.LowBit)]", StringComparison.Ordinal)
        .Replace("[|", "", StringComparison.Ordinal)
        .Replace("|]", "", StringComparison.Ordinal));

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task ProductsOfInputsAndOfOneTensorAreLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x, Tensor y)
            {
                var product = einsum("bid,bjd->bij", x, y);
                return einsum("bij->bji", fc.call(product));
            }
        }
        """);

    [Fact]
    public Task OwnFunctionOfThatNameAndKeptLayersAreLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            [KeepFloat] private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => Products.einsum(einsum("bid,bjd->bij", fc.call(x), x), x);
        }

        static class Products
        {
            public static Tensor einsum(Tensor x, Tensor y) => x * y;
        }
        """);
}
