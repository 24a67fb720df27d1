using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.NameTakenAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class NameTakenTests
{
    private const string Source = """
        [Quantize]
        partial class [|Net|] : Module<Tensor, Tensor>
        {
            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => x;
        }

        class QuantNet;

        [Quantize]
        partial class [|Other|] : Module<Tensor, Tensor>
        {
            public Other() : base("Other") => RegisterComponents();

            public override Tensor forward(Tensor x) => x;

            public Other ToQuantized() => this;
        }
        """;

    [Fact]
    public Task MessageSaysWhyAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'Net' gets no twin because the name 'QuantNet', which the generated code needs, is taken; rename one of the two",
        "'Other' gets no twin because the name 'ToQuantized', which the generated code needs, is taken; rename one of the two");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task PartOfTheTwinIsNoOtherClass() => Rule.VerifyAsync(
        """
        [Quantize]
        public partial class Net : Module<Tensor, Tensor>
        {
            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => x;
        }

        public sealed partial class QuantNet
        {
            public int Added => 1;
        }
        """);

    [Fact]
    public Task SameNameElsewhereIsLeftAlone() => Rule.VerifyAsync(
        """
        namespace Elsewhere
        {
            class QuantNet;
        }

        namespace Here
        {
            [Quantize]
            partial class Net : Module<Tensor, Tensor>
            {
                public Net() : base("Net") => RegisterComponents();

                public override Tensor forward(Tensor x) => x;
            }
        }
        """);

    [Fact]
    public Task FieldThatADerivedClassHidesIsReportedWhereItIsMeant() => Rule.VerifyAsync(
        """
        abstract class Base : Module<Tensor, Tensor>
        {
            protected readonly Linear fc = Linear(8, 8);

            protected Base(string name) : base(name)
            {
            }

            protected Tensor Enter(Tensor x) => [|fc|].call(x);
        }

        [Quantize]
        partial class Net : Base
        {
            private readonly new Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => fc.call(Enter(x));
        }
        """);
}
