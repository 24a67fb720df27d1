using Xunit;
using Fix = QuantGen.Analyzers.Tests.Verification.CodeFixVerifier<
    QuantGen.Analyzers.Rules.OverwrittenValueAnalyzer,
    QuantGen.CodeFixes.Rules.OverwrittenValueCodeFix>;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.OverwrittenValueAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class OverwrittenValueTests
{
    private const string Source = """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ReLU relu = ReLU(inplace: true);
            private readonly Conv2d conv = Conv2d(8, 8, 3, padding: 1);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                var identity = x;
                x = x.[|relu_|]();
                var y = [|relu|].call(x);
                var z = functional.[|relu|](y, inplace: true);
                return identity + conv.call(x) + y + z;
            }
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'relu_' writes into its input, which is read again later: that read, and the range measured there, get the overwritten "
        + "values; use the form that makes a new tensor",
        "'relu' writes into its input, which is read again later: that read, and the range measured there, get the overwritten "
        + "values; use the form that makes a new tensor",
        "'relu' writes into its input, which is read again later: that read, and the range measured there, get the overwritten "
        + "values; use the form that makes a new tensor");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task FixDoesWhatTheMessageSays() => Fix.VerifyAsync(
        Source,
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ReLU relu = ReLU(inplace: false);
            private readonly Conv2d conv = Conv2d(8, 8, 3, padding: 1);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                var identity = x;
                x = x.relu();
                var y = relu.call(x);
                var z = functional.relu(y, inplace: false);
                return identity + conv.call(x) + y + z;
            }
        }
        """,
        title: "Call 'relu', which makes a new tensor",
        twin: "QuantNet");

    [Fact]
    public Task ActivationThatNobodyElseLooksAtIsFine() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ReLU relu = ReLU(inplace: true);
            private readonly Conv2d conv = Conv2d(8, 8, 3, padding: 1);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                var y = relu.call(conv.call(x));
                y = y.relu_();
                y.add_(x);
                return y;
            }
        }
        """);

    [Fact]
    public Task ArmsOfAnIfDoNotSeeEachOther() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ReLU relu = ReLU(inplace: true);
            private readonly Conv2d conv = Conv2d(8, 8, 3, padding: 1);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                if (training)
                    return relu.call(x);
                else
                    return conv.call(x);
            }
        }
        """);

    [Fact]
    public Task StatementBecomesAnAssignment() => Fix.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(8, 8, 3, padding: 1);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                var identity = x;
                x.[|relu_|]();
                return conv.call(x) + identity;
            }
        }
        """,
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(8, 8, 3, padding: 1);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                var identity = x;
                x = x.relu();
                return conv.call(x) + identity;
            }
        }
        """,
        twin: "QuantNet");

    [Fact]
    public Task FirstLayerOfASequentialWritesIntoItsInput() => Fix.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Sequential layers = Sequential([|ReLU|](true), Conv2d(8, 8, 3, padding: 1), ReLU(inplace: true));

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => x + layers.call(x);
        }
        """,
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Sequential layers = Sequential(ReLU(false), Conv2d(8, 8, 3, padding: 1), ReLU(inplace: true));

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => x + layers.call(x);
        }
        """,
        title: "Pass 'inplace: false'",
        twin: "QuantNet");

    [Fact]
    public Task MethodThatWritesNoValuesIsFine() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(8, 8, 3, padding: 1);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                var y = x.requires_grad_(true);
                return conv.call(y) + x;
            }
        }
        """);
}
