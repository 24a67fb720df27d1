using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.AlgorithmLevelsAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class AlgorithmLevelsTests
{
    private static readonly string _fourOfXnor = Source("[Quantize(WeightAlgorithm = LowBitAlgorithm.Xnor, WeightBits = [|2|])]");

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        _fourOfXnor, "Xnor quantizes weights to 2 levels, not to 4; change the number of levels or bits, or name another algorithm");

    [Theory]
    [InlineData("ActivationAlgorithm = LowBitAlgorithm.Fatnn, ActivationLevels = [|5|]", "Fatnn quantizes activations to 2 to 4 levels, not to 5")]
    [InlineData("WeightAlgorithm = LowBitAlgorithm.Fatnn, WeightLevels = [|4|]", "Fatnn quantizes weights to 3 levels, not to 4")]
    [InlineData("WeightAlgorithm = LowBitAlgorithm.TrainedTernary, WeightBits = [|2|]", "TrainedTernary quantizes weights to 3 levels, not to 4")]
    [InlineData("WeightAlgorithm = LowBitAlgorithm.Lsq, WeightLevels = [|1|]", "Lsq quantizes weights to 2 to 65536 levels, not to 1")]
    [InlineData("WeightAlgorithm = LowBitAlgorithm.LqNets, WeightBits = [|9|]", "LqNets quantizes weights to 3 or a power of two up to 256 levels, not to 512")]
    [InlineData("WeightAlgorithm = LowBitAlgorithm.LqNets, WeightLevels = [|5|]", "LqNets quantizes weights to 3 or a power of two up to 256 levels, not to 5")]
    [InlineData("ActivationAlgorithm = LowBitAlgorithm.LqNets, ActivationLevels = [|257|]", "LqNets quantizes activations to 2 to 256 levels, not to 257")]
    public Task EachAlgorithmHasItsLevels(string arguments, string message) => Rule.VerifyAsync(
        Source($"[Quantize({arguments})]"), message + "; change the number of levels or bits, or name another algorithm");

    [Fact]
    public Task FieldIsReportedAtWhatItWrites() => Rule.VerifyAsync(
        Source("[Quantize(WeightAlgorithm = LowBitAlgorithm.Lsq, ActivationAlgorithm = LowBitAlgorithm.Fatnn)]", "[Quantize(ActivationBits = [|4|])]"));

    [Fact]
    public Task LevelsThatTheClassHasAreReportedAtTheAlgorithmOfTheField() => Rule.VerifyAsync(
        Source("[Quantize(ActivationAlgorithm = LowBitAlgorithm.Lsq, ActivationBits = 4)]", "[Quantize(ActivationAlgorithm = [|LowBitAlgorithm.Fatnn|])]"));

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(_fourOfXnor);

    [Theory]
    [InlineData("WeightAlgorithm = LowBitAlgorithm.Xnor")]
    [InlineData("WeightAlgorithm = LowBitAlgorithm.Xnor, WeightBits = 1")]
    [InlineData("WeightAlgorithm = LowBitAlgorithm.LqNets, WeightLevels = 3, ActivationAlgorithm = LowBitAlgorithm.LqNets, ActivationLevels = 5")]
    [InlineData("WeightAlgorithm = LowBitAlgorithm.TrainedTernary, ActivationAlgorithm = LowBitAlgorithm.Fatnn")]
    [InlineData("WeightAlgorithm = LowBitAlgorithm.Lsq, WeightLevels = 3, ActivationAlgorithm = LowBitAlgorithm.LsqStep, ActivationBits = 16")]
    [InlineData("WeightAlgorithm = LowBitAlgorithm.None, WeightBits = 4, ActivationAlgorithm = LowBitAlgorithm.Lsq")]
    public Task LevelsOfTheAlgorithmAreFine(string arguments) => Rule.VerifyAsync(Source($"[Quantize({arguments})]"));

    [Fact]
    public Task AlgorithmOfAFieldBringsItsLevels() =>
        Rule.VerifyAsync(Source("[Quantize(WeightAlgorithm = LowBitAlgorithm.Lsq, WeightBits = 4)]", "[Quantize(WeightAlgorithm = LowBitAlgorithm.TrainedTernary)]"));

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
