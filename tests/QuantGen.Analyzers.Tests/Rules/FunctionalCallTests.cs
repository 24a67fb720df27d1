using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.FunctionalCallAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class FunctionalCallTests
{
    internal const string FunctionalNet = """
        namespace Samples;

        [Quantize(PerChannel)]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv;
            private readonly Linear fc;

            public Net()
                : base("Net")
            {
                conv = Conv2d(3, 8, 3);
                fc = Linear(8, 10);

                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                x = [|functional.relu|](conv.call(x), inplace: true);
                x = [|functional.adaptive_avg_pool2d|](x, (1, 1));
                x = x.[|flatten|](1);
                return [|functional.dropout|](fc.call(x), 0.2, training: training);
            }
        }
        """;

    [Fact]
    public Task MessageSaysWhatALayerIsGoodForAndWhichOne() => Rule.VerifyAsync(
        FunctionalNet,
        Message("functional.relu", "ReLU"),
        Message("functional.adaptive_avg_pool2d", "AdaptiveAvgPool2d"),
        Message("Tensor.flatten", "Flatten"),
        Message("functional.dropout", "Dropout"));

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(FunctionalNet);

    [Fact]
    public Task ArgumentsThatDependOnTheRunNeedTheFunction() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private long size = 2;

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                x = functional.adaptive_avg_pool2d(x, x.size(2) / 2);
                x = functional.adaptive_avg_pool2d(x, size);
                var first = 1;
                return x.flatten(first);
            }
        }
        """);

    [Fact]
    public Task OtherFunctionsOtherClassesAndCodeOutsideForwardAreLeftAlone() => Rule.VerifyAsync(
        """
        static class Mine
        {
            public static Tensor relu(Tensor x) => x.relu();
        }

        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Dropout dropout = Dropout();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                x = functional.sigmoid(Mine.relu(dropout.call(x)));
                x = functional.dropout(x);
                x = functional.dropout(x, training: false);
                return x.reshape(1, -1) + x.mean([1]);
            }

            public Tensor Features(Tensor x) => functional.relu(x).flatten(1);
        }
        """);

    private static string Message(string function, string layer) =>
        $"'{function}' is a function: the twin keeps the call as it is, but a range, a hook or [KeepFloat] can only be attached to a "
        + $"layer; make it a field, {layer}";
}
