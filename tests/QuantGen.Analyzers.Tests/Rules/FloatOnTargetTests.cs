using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.FloatOnTargetAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class FloatOnTargetTests
{
    private const string Source = """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor, (Tensor, Tensor)>
        {
            private readonly GRU recurrent = [|GRU|](8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override (Tensor, Tensor) forward(Tensor x, Tensor state) => recurrent.call(x, state);
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'GRU' has no form for PowerOfTwo: its weights and what it returns stay in float; build it of convolutions, linear layers and sums, "
        + "or run this part elsewhere");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task OtherTargetsQuantizeIt() => Rule.VerifyAsync(
        Source.Replace("PowerOfTwo", "OnnxRuntime", StringComparison.Ordinal).Replace("[|GRU|]", "GRU", StringComparison.Ordinal));

    [Fact]
    public Task LayersOfTheTargetAreFine() => Rule.VerifyAsync(
        """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);
            private readonly ConvTranspose2d up = ConvTranspose2d(8, 8, 2, stride: 2);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => up.call(fc.call(x));
        }
        """);
}
