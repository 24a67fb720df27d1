using Xunit;
using Fix = QuantGen.Analyzers.Tests.Verification.CodeFixVerifier<
    QuantGen.Analyzers.Rules.BatchNormWithoutStatisticsAnalyzer,
    QuantGen.CodeFixes.Rules.BatchNormWithoutStatisticsCodeFix>;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.BatchNormWithoutStatisticsAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class BatchNormWithoutStatisticsTests
{
    private const string Source = """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3, bias: false);
            private readonly BatchNorm2d norm1 = BatchNorm2d(8, [|track_running_stats: false|]);
            private readonly BatchNorm2d norm2 = BatchNorm2d([|track_running_stats: false|], num_features: 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => norm2.call(norm1.call(conv.call(x)));
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'BatchNorm2d' keeps no running statistics, so there is nothing to merge into a convolution: it normalizes each batch by "
        + "itself, in float, and ranges depend on which images share a batch; leave 'track_running_stats' at true",
        "'BatchNorm2d' keeps no running statistics, so there is nothing to merge into a convolution: it normalizes each batch by "
        + "itself, in float, and ranges depend on which images share a batch; leave 'track_running_stats' at true");

    [Fact]
    public Task TrainingAtFewBitsHasNothingOfIt() => Rule.VerifyAsync(Source
        .Replace("[Quantize]", "[Quantize(Target = QuantizationTarget.LowBit)]", StringComparison.Ordinal)
        .Replace("[|", "", StringComparison.Ordinal)
        .Replace("|]", "", StringComparison.Ordinal));

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task FixDoesWhatTheMessageSays() => Fix.VerifyAsync(
        Source,
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3, bias: false);
            private readonly BatchNorm2d norm1 = BatchNorm2d(8);
            private readonly BatchNorm2d norm2 = BatchNorm2d(num_features: 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => norm2.call(norm1.call(conv.call(x)));
        }
        """,
        title: "Remove 'track_running_stats: false'",
        twin: "QuantNet");

    [Fact]
    public Task StatisticsAreKeptByDefault() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);
            private readonly BatchNorm2d norm = BatchNorm2d(8, track_running_stats: true, affine: false);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => norm.call(conv.call(x));
        }
        """);

    [Fact]
    public Task OtherNormalizationsNeverKeepAny() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly InstanceNorm2d norm = InstanceNorm2d(3, track_running_stats: false);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => norm.call(x);
        }
        """);

    [Fact]
    public Task LayersOfABaseClassAreSeenOnce() => Rule.VerifyAsync(
        """
        abstract class Base : Module<Tensor, Tensor>
        {
            protected readonly Conv2d conv = Conv2d(3, 8, 3, bias: false);
            protected readonly BatchNorm2d norm;

            protected Base(string name) : base(name)
            {
                norm = BatchNorm2d(8, [|track_running_stats: false|]);
            }

            public override Tensor forward(Tensor x) => norm.call(conv.call(x));
        }

        [Quantize]
        partial class First : Base
        {
            public First() : base("First") => RegisterComponents();
        }

        [Quantize]
        partial class Second : Base
        {
            public Second() : base("Second") => RegisterComponents();
        }
        """);
}
