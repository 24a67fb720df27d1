using Xunit;
using Fix = QuantGen.Analyzers.Tests.Verification.CodeFixVerifier<
    QuantGen.Analyzers.Rules.DepthwisePerTensorAnalyzer,
    QuantGen.CodeFixes.Rules.DepthwisePerTensorCodeFix>;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.DepthwisePerTensorAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class DepthwisePerTensorTests
{
    private const string Source = """
        [Quantize(Granularity.PerTensor)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv1 = Conv2d(8, 8, 3, padding: 1, groups: [|8|]);
            private readonly Conv2d conv2;

            public Net(long hidden = 8) : base("Net")
            {
                conv2 = Conv2d(hidden, hidden, 3, groups: [|hidden|]);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => conv2.call(conv1.call(x));
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'Conv2d' is depthwise, and its weights share one range: its channels have scales of their own, and those with small weights "
        + "are left with few steps; quantize weights per channel",
        "'Conv2d' is depthwise, and its weights share one range: its channels have scales of their own, and those with small weights "
        + "are left with few steps; quantize weights per channel");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task FixDoesWhatTheMessageSays() => Fix.VerifyAsync(
        Source,
        """
        [Quantize(Granularity.PerChannel)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv1 = Conv2d(8, 8, 3, padding: 1, groups: 8);
            private readonly Conv2d conv2;

            public Net(long hidden = 8) : base("Net")
            {
                conv2 = Conv2d(hidden, hidden, 3, groups: hidden);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => conv2.call(conv1.call(x));
        }
        """,
        title: "Quantize weights per channel",
        twin: "QuantNet");

    [Fact]
    public Task RangesPerChannelAreFine() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(8, 8, 3, padding: 1, groups: 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv.call(x);
        }
        """);

    [Fact]
    public Task GroupsOfSeveralChannelsMix() => Rule.VerifyAsync(
        """
        [Quantize(PerTensor)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv1 = Conv2d(8, 8, 3, groups: 4);
            private readonly Conv2d conv2 = Conv2d(1, 8, 3, groups: 1);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv1.call(x) + conv2.call(x);
        }
        """);

    [Fact]
    public Task LayersOfAGenericBaseClassInAnotherFileAreSeen() => Rule.VerifyAsync(
        [
            """
            abstract class Base<T> : Module<Tensor, Tensor>
                where T : Module<Tensor, Tensor>
            {
                protected readonly T stem;
                protected readonly Conv2d conv = Conv2d(8, 8, 3, padding: 1, groups: [|8|]);

                protected Base(string name, T stem) : base(name) => this.stem = stem;

                public override Tensor forward(Tensor x) => conv.call(stem.call(x));
            }
            """,
            """
            [Quantize(Granularity.PerTensor)]
            partial class Net : Base<Sequential>
            {
                public Net() : base("Net", Sequential(Conv2d(3, 8, 3))) => RegisterComponents();
            }
            """,
        ]);
}
