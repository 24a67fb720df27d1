using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.NoForwardAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class NoForwardTests
{
    private const string Source = """
        [Quantize]
        partial class [|Net|] : Module
        {
            private readonly Linear fc = Linear(8, 2);

            public Net() : base("Net") => RegisterComponents();

            public Tensor forward(Tensor x) => fc.call(x);
        }
        """;

    [Fact]
    public Task MessageSaysWhyAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'Net' gets no twin because it has no forward of its own that could be rewritten; derive it from torch.nn.Module<...> and override forward in it");

    [Fact]
    public Task ClassThatInheritsItsForwardIsToldToOverrideIt() => Rule.VerifyAsync(
        """
        [Quantize]
        abstract partial class [|Net|] : Module<Tensor, Tensor>
        {
            protected Net() : base("Net") => RegisterComponents();
        }
        """,
        "'Net' gets no twin because it has no forward of its own that could be rewritten; override forward in it");

    [Fact]
    public Task BaseWithoutSourceIsAnotherRulesConcern() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Sequential
        {
            public Net() : base(("fc", Linear(8, 2)))
            {
            }
        }
        """);

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task ForwardInAnotherPartIsFound() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            public Net() : base("Net") => RegisterComponents();
        }

        partial class Net
        {
            public override Tensor forward(Tensor x) => x;
        }
        """);

    [Fact]
    public Task ClassThatIsNoModelIsAnotherRulesConcern() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net
        {
        }
        """);
}
