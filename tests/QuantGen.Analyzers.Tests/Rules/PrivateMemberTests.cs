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

            private static float factor = MathF.Sqrt(2);

            public Net() : base("Net") => RegisterComponents();

            // Counts.
            private static float calls;

            public override Tensor forward(Tensor x) => x * [|factor|] / [|calls|];
        }
        """;

    [Fact]
    public Task MessageSaysWhyAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'factor' is private to the class: the twin, which is another class, cannot use it, and it is not a plain constant that the twin "
        + "could repeat; make it internal",
        "'calls' is private to the class: the twin, which is another class, cannot use it, and it is not a plain constant that the twin "
        + "could repeat; make it internal");

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

            internal static float factor = MathF.Sqrt(2);

            public Net() : base("Net") => RegisterComponents();

            // Counts.
            internal static float calls;

            public override Tensor forward(Tensor x) => x * factor / calls;
        }
        """,
        title: "Make 'factor' internal",
        twin: "QuantNet");

    [Fact]
    public Task MemberWithoutAModifierBecomesInternalBehindItsAttributes() => Fix.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => x * [|scale|] * scale;

            [ThreadStatic] static float scale;
        }
        """,
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => x * scale * scale;

            [ThreadStatic] internal static float scale;
        }
        """);

    [Fact]
    public Task MemberThatShowsAHiddenTypeStaysPrivate() => Fix.VerifyNoFixAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => x * (float)[|mode|];

            private static Mode mode;

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

    [Fact]
    public Task TypeOfAFieldIsTheMatterOfAnotherRule() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Mode mode = Mode.Plain;

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => mode == Mode.Plain ? x : x.neg();

            private enum Mode
            {
                Plain,
            }
        }
        """);
}
