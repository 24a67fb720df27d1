using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.AlgorithmTargetAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class AlgorithmTargetTests
{
    private static readonly string _both = Source("[Quantize(WeightAlgorithm = LowBitAlgorithm.Lsq, Target = [|QuantizationTarget.PowerOfTwo|])]");

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        _both, "'Net' names the algorithm Lsq, which is for LowBit, and the target PowerOfTwo beside it; leave out one of the two");

    [Fact]
    public Task FieldOfAClassWithThatTargetIsReportedAtItsArgument() => Rule.VerifyAsync(
        Source("[Quantize]", "[Quantize(ActivationAlgorithm = LowBitAlgorithm.Pact, Target = [|QuantizationTarget.TensorRT|])]"),
        "'conv' names the algorithm Pact, which is for LowBit, and the target TensorRT beside it; leave out one of the two");

    [Fact]
    public Task AssemblyIsReportedAtTheNamesOfItsClasses() => Rule.VerifyAsync(
        """
        [assembly: Quantize(WeightAlgorithm = LowBitAlgorithm.DoReFa, Target = QuantizationTarget.OnnxRuntime)]
        [Quantize]
        partial class [|Net|] : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv.call(x);
        }
        """);

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(_both);

    [Theory]
    [InlineData("[Quantize(WeightAlgorithm = LowBitAlgorithm.Lsq)]")]
    [InlineData("[Quantize(WeightAlgorithm = LowBitAlgorithm.Lsq, Target = QuantizationTarget.LowBit)]")]
    [InlineData("[Quantize(WeightAlgorithm = LowBitAlgorithm.None, Target = QuantizationTarget.TensorRT)]")]
    [InlineData("[Quantize(Target = QuantizationTarget.LowBit)]")]
    public Task AlgorithmsOfTheirTargetAreFine(string ofClass) => Rule.VerifyAsync(Source(ofClass));

    [Fact]
    public Task ClassOfAnotherTargetLeavesTheAssemblysAlgorithms() => Rule.VerifyAsync(
        "[assembly: Quantize(WeightAlgorithm = LowBitAlgorithm.DoReFa)]\n" + Source("[Quantize(Target = QuantizationTarget.OnnxRuntime)]"));

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
