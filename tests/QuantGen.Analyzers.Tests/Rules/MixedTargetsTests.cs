using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.MixedTargetsAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class MixedTargetsTests
{
    private static readonly string _fixedPointField = Source("[Quantize]", "[Quantize(Target = [|QuantizationTarget.PowerOfTwo|])]");

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        _fixedPointField,
        "'fc' asks for PowerOfTwo in a class for TensorRT, and their quantizers stand at different places; give the target to the whole class");

    [Fact]
    public Task OtherTargetInAClassForFixedPointHardwareIsReported() => Rule.VerifyAsync(
        Source("[Quantize(Target = QuantizationTarget.PowerOfTwo)]", "[Quantize(Target = [|QuantizationTarget.OnnxRuntime|])]"),
        "'fc' asks for OnnxRuntime in a class for PowerOfTwo, and their quantizers stand at different places; give the target to the whole class");

    [Theory]
    [InlineData("[Quantize]", "[Quantize(WeightAlgorithm = [|LowBitAlgorithm.Lsq|])]", "LowBit", "TensorRT")]
    [InlineData("[Quantize(Target = QuantizationTarget.PowerOfTwo)]", "[Quantize(ActivationAlgorithm = [|LowBitAlgorithm.Lsq|])]", "LowBit", "PowerOfTwo")]
    [InlineData("[Quantize(WeightAlgorithm = LowBitAlgorithm.Lsq)]", "[Quantize(Target = [|QuantizationTarget.TensorRT|])]", "TensorRT", "LowBit")]
    public Task AlgorithmIsATargetToo(string ofClass, string ofField, string target, string other) => Rule.VerifyAsync(
        Source(ofClass, ofField),
        $"'fc' asks for {target} in a class for {other}, and their quantizers stand at different places; give the target to the whole class");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(_fixedPointField);

    [Theory]
    [InlineData("[Quantize(Target = QuantizationTarget.PowerOfTwo)]", "[Quantize(Target = QuantizationTarget.PowerOfTwo)]")]
    [InlineData("[Quantize]", "[Quantize(Target = QuantizationTarget.OnnxRuntime)]")]
    [InlineData("[Quantize(WeightAlgorithm = LowBitAlgorithm.Lsq)]", "[Quantize(WeightAlgorithm = LowBitAlgorithm.DoReFa)]")]
    public Task TargetsOfOneKindAreFine(string ofClass, string ofField) => Rule.VerifyAsync(Source(ofClass, ofField));

    private static string Source(string ofClass, string ofField) => $$"""
        {{ofClass}}
        partial class Net : Module<Tensor, Tensor>
        {
            {{ofField}} private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => fc.call(x);
        }
        """;
}
