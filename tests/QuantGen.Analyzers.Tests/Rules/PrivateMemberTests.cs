using Xunit;
using Fix = QuantGen.Analyzers.Tests.Verification.CodeFixVerifier<
    QuantGen.Analyzers.Rules.PrivateMemberAnalyzer,
    QuantGen.CodeFixes.Rules.PrivateMemberCodeFix>;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.PrivateMemberAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class PrivateMemberTests
{
    private const string Source = """
        [Quantize]
        public partial class Net : Module<Tensor, Tensor>
        {
            private enum Mode
            {
                Plain,
            }

            private static readonly float Factor = MathF.Sqrt(2);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => [|Scale|](x) * [|Factor|];

            // Doubles.
            private static Tensor Scale(Tensor x) => x * 2;
        }
        """;

    [Fact]
    public Task MessageSaysWhyAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'Scale' is private to the class, so the twin, which is another class, cannot use it; make it internal",
        "'Factor' is private to the class, so the twin, which is another class, cannot use it; make it internal");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task MemberBecomesInternal() => Fix.VerifyAsync(
        Source,
        """
        [Quantize]
        public partial class Net : Module<Tensor, Tensor>
        {
            private enum Mode
            {
                Plain,
            }

            internal static readonly float Factor = MathF.Sqrt(2);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => Scale(x) * Factor;

            // Doubles.
            internal static Tensor Scale(Tensor x) => x * 2;
        }
        """,
        title: "Make 'Scale' internal",
        twin: "QuantNet");

    [Fact]
    public Task MemberWithoutAModifierBecomesInternalBehindItsAttributes() => Fix.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => [|Scale|]([|Scale|](x));

            [Obsolete("Use 2.")] static Tensor Scale(Tensor x) => x * 2;
        }
        """,
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => Scale(Scale(x));

            [Obsolete("Use 2.")] internal static Tensor Scale(Tensor x) => x * 2;
        }
        """);

    [Fact]
    public Task MemberThatShowsAHiddenTypeStaysPrivate() => Fix.VerifyNoFixAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => x * [|Scale|](default);

            private static float Scale(Mode mode) => (float)mode;

            private enum Mode
            {
                Plain,
            }
        }
        """);

    [Fact]
    public Task VisibleMembersPlainConstantsAndMembersOfOthersAreLeftAlone() => Rule.VerifyAsync(
        """
        static class Factors
        {
            public static float One => 1;
        }

        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private const float Two = 2;

            internal static float Three => 3;

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => x * Two * Three * Net.Three * Factors.One;
        }
        """);

    [Fact]
    public Task MembersThatForwardDoesNotUseAreLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private static int s_count;

            public Net() : base("Net")
            {
                s_count++;
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => x;
        }
        """);
}
