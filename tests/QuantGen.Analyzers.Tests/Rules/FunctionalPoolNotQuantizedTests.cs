using Xunit;
using Fix = QuantGen.Analyzers.Tests.Verification.CodeFixVerifier<
    QuantGen.Analyzers.Rules.FunctionalPoolNotQuantizedAnalyzer,
    QuantGen.CodeFixes.Rules.FunctionalPoolNotQuantizedCodeFix>;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.FunctionalPoolNotQuantizedAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class FunctionalPoolNotQuantizedTests
{
    private const string Source = """
        [Quantize(QuantizePools = true)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => [|functional.adaptive_avg_pool2d|](conv.call(x), new long[] { 1, 1 });
        }
        """;

    [Fact]
    public Task MessageNamesTheFunctionAndTheClassThatAsksForQuantizedPools() => Rule.VerifyAsync(
        Source,
        "'functional.adaptive_avg_pool2d' stays in float although 'Net' asks for QuantizePools, because only a pool that is a layer has a "
        + "quantizer; make it a field of type AdaptiveAvgPool2d");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task BecomesAPoolingLayer() => Fix.VerifyAsync(
        Source,
        """
        [Quantize(QuantizePools = true)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);
            private readonly AdaptiveAvgPool2d avgpool = AdaptiveAvgPool2d(new long[] { 1, 1 });

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => avgpool.call(conv.call(x));
        }
        """,
        title: "Make it a field 'avgpool' of type AdaptiveAvgPool2d",
        twin: "QuantNet");

    [Fact]
    public Task ClassThatLeavesPoolsInFloatIsLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize(QuantizePools = false)]
        partial class Net : Module<Tensor, Tensor>
        {
            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => functional.adaptive_avg_pool2d(x, 1);
        }
        """);

    [Fact]
    public Task PoolWhoseSizeDependsOnTheInputIsLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize(QuantizePools = true)]
        partial class Net : Module<Tensor, Tensor>
        {
            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => functional.adaptive_avg_pool2d(x, x.size(2));
        }
        """);

    [Fact]
    public Task PoolWithWindowsTakesItsArgumentsAlong() => Fix.VerifyAsync(
        """
        [Quantize(QuantizePools = true)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => [|functional.avg_pool2d|](conv.call(x), 3, 2, ceil_mode: true);
        }
        """,
        """
        [Quantize(QuantizePools = true)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);
            private readonly AvgPool2d avgpool = AvgPool2d(3, 2, ceil_mode: true);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => avgpool.call(conv.call(x));
        }
        """,
        twin: "QuantNet");

    [Fact]
    public Task AssemblyMayAskForQuantizedPools() => Rule.VerifyAsync(
        """
        [assembly: Quantize(QuantizePools = true)]

        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => [|functional.adaptive_avg_pool2d|](conv.call(x), 1);
        }
        """);
}
