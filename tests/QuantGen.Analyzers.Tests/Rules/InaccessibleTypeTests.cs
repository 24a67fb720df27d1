using Xunit;
using Fix = QuantGen.Analyzers.Tests.Verification.CodeFixVerifier<
    QuantGen.Analyzers.Rules.InaccessibleTypeAnalyzer,
    QuantGen.CodeFixes.Rules.InaccessibleTypeCodeFix>;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.InaccessibleTypeAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class InaccessibleTypeTests
{
    private const string Source = """
        [Quantize]
        public partial class Net : Module<Tensor, Tensor>
        {
            private enum Mode
            {
                Plain,
                Doubled,
            }

            private readonly Mode [|mode|] = Mode.Plain;
            private readonly Mode unused = Mode.Doubled;

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => mode == default ? x : x * 2;
        }
        """;

    [Fact]
    public Task MessageSaysWhyAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'mode' has the private type 'Mode', so the twin, which is another class, cannot take it over; make the type internal");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task TypeBecomesInternal() => Fix.VerifyAsync(
        Source,
        """
        [Quantize]
        public partial class Net : Module<Tensor, Tensor>
        {
            internal enum Mode
            {
                Plain,
                Doubled,
            }

            private readonly Mode mode = Mode.Plain;
            private readonly Mode unused = Mode.Doubled;

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => mode == default ? x : x * 2;
        }
        """,
        title: "Make 'Mode' internal",
        twin: "QuantNet");

    [Fact]
    public Task FieldsThatForwardDoesNotUseAreLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private enum Mode
            {
                Plain,
            }

            public Net() : base("Net") => RegisterComponents();

            private Mode Current { get; } = Mode.Plain;

            public override Tensor forward(Tensor x) => x;
        }
        """);

    [Fact]
    public Task InternalTypesAreLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize]
        internal partial class Net : Module<Tensor, Tensor>
        {
            private readonly Mode mode = Mode.Plain;

            public Net() : base("Net") => RegisterComponents();

            internal enum Mode
            {
                Plain,
            }

            public override Tensor forward(Tensor x) => mode == default ? x : x * 2;
        }
        """);
}
