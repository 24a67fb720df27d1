using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.FirstAndLastInFloatAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class FirstAndLastInFloatTests
{
    private const string LowBit = "[Quantize(WeightAlgorithm = LowBitAlgorithm.Lsq)]";

    private static readonly string _net = Source(LowBit, "", "[|stem|]", "", "[|head|]");

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        _net,
        "'stem' is the first layer with weights of 'Net' and stays in float: give it a [Quantize] of its own to quantize it all the same, or [KeepFloat] to say that this is meant",
        "'head' is the last layer with weights of 'Net' and stays in float: give it a [Quantize] of its own to quantize it all the same, or [KeepFloat] to say that this is meant");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(_net);

    [Theory]
    [InlineData("[Quantize]", "[KeepFloat]")]
    [InlineData("[Quantize(WeightBits = 8)]", "[Quantize]")]
    public Task WhatSomebodySaysSomethingOfIsNot(string first, string last) => Rule.VerifyAsync(Source(LowBit, first, "stem", last, "head"));

    [Theory]
    [InlineData("[Quantize]")]
    [InlineData("[Quantize(Target = QuantizationTarget.PowerOfTwo)]")]
    public Task OtherTargetsQuantizeThem(string ofClass) => Rule.VerifyAsync(Source(ofClass, "", "stem", "", "head"));

    [Fact]
    public Task PartsOfAnotherModelAreNotItsEnds() => Rule.VerifyAsync(
        Source(LowBit, "", "stem", "", "head").Replace("Net", "Block", StringComparison.Ordinal) +
        """

        [Quantize(Target = QuantizationTarget.LowBit)]
        partial class Whole : Module<Tensor, Tensor>
        {
            private readonly Conv2d [|first|] = Conv2d(3, 8, 3);
            private readonly Block block = new();

            public Whole() : base("Whole") => RegisterComponents();

            public override Tensor forward(Tensor x) => block.call(first.call(x));
        }
        """,
        "'first' is the first layer with weights of 'Whole' and stays in float: give it a [Quantize] of its own to quantize it all the same, or [KeepFloat] to say that this is meant");

    [Fact]
    public Task OnlyLayerIsSaidOnce() => Rule.VerifyAsync(
        $$"""
        {{LowBit}}
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear [|fc|] = Linear(8, 8);
            private readonly ReLU relu = ReLU();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => relu.call(fc.call(x));
        }
        """,
        "'fc' is the only layer with weights of 'Net' and stays in float: give it a [Quantize] of its own to quantize it all the same, or [KeepFloat] to say that this is meant");

    [Fact]
    public Task WhatAContainerHoldsIsNotKnown() => Rule.VerifyAsync(
        $$"""
        {{LowBit}}
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Sequential first = Sequential(Conv2d(3, 8, 3), ReLU());
            private readonly Conv2d middle = Conv2d(8, 8, 3);
            private readonly Sequential last = Sequential(Conv2d(8, 8, 3), ReLU());

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => last.call(middle.call(first.call(x)));
        }
        """);

    private static string Source(string ofClass, string ofFirst, string first, string ofLast, string last) => $$"""
        {{ofClass}}
        partial class Net : Module<Tensor, Tensor>
        {
            {{ofFirst}} private readonly Conv2d {{first}} = Conv2d(3, 8, 3);
            private readonly Conv2d body = Conv2d(8, 8, 3);
            {{ofLast}} private readonly Conv2d {{last}} = Conv2d(8, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => {{last.Trim('[', '|', ']')}}.call(body.call({{first.Trim('[', '|', ']')}}.call(x)));
        }
        """;
}
