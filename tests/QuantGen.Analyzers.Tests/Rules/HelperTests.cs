using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.HelperAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class HelperTests
{
    private const string Source = """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => fc.call(x * [|Gain|]());

            [System.Runtime.InteropServices.DllImport("filters")]
            private static extern double Gain();
        }
        """;

    [Fact]
    public Task MessageSaysWhyAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'Gain' has no code that the twin could copy; make it internal and static, so that the twin can call it, or write what it does "
        + "into forward");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task MethodsOfTheModuleAndStaticOnesAreLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => training ? Scale(x) : Net.Scale(x);

            internal static Tensor Scale(Tensor x) => x * 2;
        }
        """);

    [Fact]
    public Task HelpersWithCodeAreCopied() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            private long Size => 8;

            public override Tensor forward(Tensor x) => Head(x).reshape(-1, this.Size);

            private Tensor Head(Tensor x) => fc.call(x);
        }
        """);

    [Fact]
    public Task HelpersThatForwardDoesNotUseAreLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => x;

            public Tensor Twice(Tensor x) => Once(Once(x));

            private Tensor Once(Tensor x) => forward(x);
        }
        """);
}
