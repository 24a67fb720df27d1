using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.UnknownDescriptorAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class UnknownDescriptorTests
{
    private const string Source = """
        [Quantize(InputDescriptor = [|"Coarse"|])]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv.call(x);
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "InputDescriptor names 'Coarse', which the twin cannot use as a descriptor: there is no static field or property of that name "
        + "that the twin can reach");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task DescriptorThatIsThereIsFine() => Rule.VerifyAsync(
        """
        using QuantGen.Quantizers;

        [Quantize(WeightDescriptor = nameof(Coarse))]
        partial class Net : Module<Tensor, Tensor>
        {
            internal static readonly QuantDescriptor Coarse = new() { Bits = 6 };

            private readonly Conv2d conv = Conv2d(3, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv.call(x);
        }
        """);

    [Fact]
    public Task NullStandsForNone() => Rule.VerifyAsync(
        """
        [Quantize(InputDescriptor = null)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv.call(x);
        }
        """);

    [Theory]
    [InlineData("\"Fine()\"")]
    [InlineData("\"Nothing\"")]
    [InlineData("nameof(Hidden)")]
    [InlineData("nameof(Number)")]
    [InlineData("nameof(own)")]
    public Task EachFaultIsReportedAtTheName(string name) => Rule.VerifyAsync(
        $$"""
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            internal static readonly int Number = 1;
            private static readonly QuantGen.Quantizers.QuantDescriptor Hidden = new();
            internal readonly QuantGen.Quantizers.QuantDescriptor own = new();

            [Quantize(WeightDescriptor = [|{{name}}|])] private readonly Conv2d conv = Conv2d(3, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv.call(x);
        }
        """);
}
