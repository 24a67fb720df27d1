using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.SaturatedChannelsAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class SaturatedChannelsTests
{
    private const string Message =
        "'Net' asks for a bias saturated to 16 bits, which takes one scale for the whole weight, and for channels with scales of their own; "
        + "quantize weights per tensor, or leave BiasMode out or at Int32";

    private static readonly string _perChannel = Source("[Quantize(PerChannel, Target = QuantizationTarget.PowerOfTwo, BiasMode = [|BiasMode.Saturate16|])]");

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(_perChannel, Message);

    [Fact]
    public Task ScalesOfDepthwiseChannelsAreScalesOfChannels() =>
        Rule.VerifyAsync(Source("[Quantize(Granularity.Depthwise, Target = QuantizationTarget.PowerOfTwo, BiasMode = [|BiasMode.Saturate16|])]"), Message);

    [Fact]
    public Task FieldThatAsksForChannelsUnderAClassThatSaturatesIsReportedAtTheField() => Rule.VerifyAsync(
        Source("[Quantize(Target = QuantizationTarget.PowerOfTwo, BiasMode = BiasMode.Saturate16)]", "[Quantize([|PerChannel|])]"),
        Message.Replace("'Net'", "'conv'", StringComparison.Ordinal));

    [Fact]
    public Task FieldThatSaturatesUnderAClassWithChannelsIsReportedAtTheField() => Rule.VerifyAsync(
        Source("[Quantize(PerChannel, Target = QuantizationTarget.PowerOfTwo)]", "[Quantize(BiasMode = [|BiasMode.Saturate16|])]"),
        Message.Replace("'Net'", "'conv'", StringComparison.Ordinal));

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(_perChannel);

    [Theory]
    [InlineData("[Quantize(Target = QuantizationTarget.PowerOfTwo, BiasMode = BiasMode.Saturate16)]")]
    [InlineData("[Quantize(PerTensor, Target = QuantizationTarget.PowerOfTwo, BiasMode = BiasMode.Saturate16)]")]
    [InlineData("[Quantize(PerChannel, Target = QuantizationTarget.PowerOfTwo)]")]
    [InlineData("[Quantize(PerChannel, Target = QuantizationTarget.PowerOfTwo, BiasMode = BiasMode.ReduceWeightScale)]")]
    public Task OneScaleOrAnotherModeIsFine(string annotation) => Rule.VerifyAsync(Source(annotation));

    [Fact]
    public Task OtherTargetsHaveNoBiasModes() => Rule.VerifyAsync(Source("[Quantize(PerChannel, BiasMode = BiasMode.Saturate16)]"));

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
