using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.AlgorithmSideAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class AlgorithmSideTests
{
    private static readonly string _ternaryInput = Source("[Quantize(ActivationAlgorithm = [|LowBitAlgorithm.TrainedTernary|])]");

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        _ternaryInput, "TrainedTernary quantizes weights and not activations; name another algorithm, or None to leave activations in float");

    [Fact]
    public Task FieldIsReportedAtItsArgument() => Rule.VerifyAsync(
        Source("[Quantize(WeightAlgorithm = LowBitAlgorithm.Lsq)]", "[Quantize(ActivationAlgorithm = [|LowBitAlgorithm.TrainedTernary|])]"));

    [Fact]
    public Task FieldThatLeavesItAsTheClassHasItIsNotReportedAgain() => Rule.VerifyAsync(
        Source("[Quantize(ActivationAlgorithm = [|LowBitAlgorithm.TrainedTernary|])]", "[Quantize(WeightAlgorithm = LowBitAlgorithm.Lsq)]"));

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(_ternaryInput);

    [Theory]
    [InlineData("DoReFa")]
    [InlineData("Pact")]
    [InlineData("Lsq")]
    [InlineData("LsqStep")]
    [InlineData("LsqPlus")]
    [InlineData("LqNets")]
    [InlineData("Xnor")]
    [InlineData("XnorPlusPlus")]
    public Task AlgorithmsOfBothSidesAreFine(string algorithm) =>
        Rule.VerifyAsync(Source($"[Quantize(WeightAlgorithm = LowBitAlgorithm.{algorithm}, ActivationAlgorithm = LowBitAlgorithm.{algorithm})]"));

    [Fact]
    public Task WeightsAreWhatItIsFor() => Rule.VerifyAsync(Source("[Quantize(WeightAlgorithm = LowBitAlgorithm.TrainedTernary)]"));

    private static string Source(string ofClass, string ofField = "") => $$"""
        {{ofClass}}
        partial class Net : Module<Tensor, Tensor>
        {
            {{ofField}} private readonly Conv2d conv = Conv2d(3, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv.call(x);
        }
        """;
}
