using Xunit;
using Fix = QuantGen.Analyzers.Tests.Verification.CodeFixVerifier<
    QuantGen.Analyzers.Rules.StaticLayerAnalyzer,
    QuantGen.CodeFixes.Rules.StaticLayerCodeFix>;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.StaticLayerAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class StaticLayerTests
{
    private const string Source = """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private static readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => [|fc|].call(fc.call(x));
        }
        """;

    [Fact]
    public Task MessageSaysWhyAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'fc' is a static layer, which RegisterComponents() does not see: it is not trained or saved, and the twin would share "
        + "it with every model; make it an instance field");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task LayerBecomesAnInstanceField() => Fix.VerifyAsync(
        Source,
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => fc.call(fc.call(x));
        }
        """,
        title: "Make 'fc' an instance field",
        twin: "QuantNet");

    [Fact]
    public Task LayerThatStaticCodeOrOtherClassesMayUseStaysStatic() => Fix.VerifyNoFixAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private static readonly Linear first = Linear(8, 8);
            internal static readonly Linear second = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => [|second|].call([|first|].call(x));

            public static Tensor Apply(Tensor x) => first.call(x);
        }
        """);

    [Fact]
    public Task InstanceLayersAndStaticValuesAreLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            internal static readonly float Scale = 2;
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => fc.call(x) * Scale;
        }
        """);

    [Fact]
    public Task StaticLayersThatForwardDoesNotUseAreLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private static readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => x;

            public static Tensor Apply(Tensor x) => fc.call(x);
        }
        """);
}
