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

            public long Size => 8;

            public override Tensor forward(Tensor x) => [|Head|](x).reshape(-1, this.[|Size|]);

            private Tensor Head(Tensor x) => fc.call(x);
        }
        """;

    [Fact]
    public Task MessageSaysWhyAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'Head' is a member that the twin does not have, because it repeats forward alone; write its code into forward, or make "
        + "it an internal static method if tensors and values are all it needs",
        "'Size' is a member that the twin does not have, because it repeats forward alone; write its code into forward, or make "
        + "it an internal static method if tensors and values are all it needs");

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
